-- What the public sees: reports that were let through and not taken back, in the revision that was let through.
create view public_reports as
  select r.id, r.source_id, r.public_revision_id as revision_id, r.url, v.headline, r.lang,
    r.published_at, r.seen_at, r.at, r.public_at
  from reports r
  join revisions v on v.id = r.public_revision_id
  where r.public_at is not null and r.withdrawn_at is null;

create view public_developments as
  select d.*
  from developments d
  join reports r on r.id = d.report_id
  join revisions v on v.id = d.revision_id
  join revisions shown on shown.id = r.public_revision_id
  where r.public_at is not null and r.withdrawn_at is null and v.number <= shown.number;
