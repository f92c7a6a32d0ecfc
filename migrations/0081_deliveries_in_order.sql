-- A delivery that waits for an earlier one of its story to its channel: it has no message until that one settles.
alter table deliveries add column parked boolean not null default false;
