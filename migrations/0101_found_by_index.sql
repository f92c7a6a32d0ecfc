-- What tracing found of a revision is asked for at every step of its way.
create index origins_revision on origins (revision_id);
