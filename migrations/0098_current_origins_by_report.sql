-- The same rows as before, but asked report by report: joined to a few reports, it looks up theirs only, where it used to
-- go through the origins of all.
drop index origins_report;
create index origins_current on origins (report_id, found_at desc, id desc);

create or replace view current_origins as
  select o.id, r.id as report_id, o.revision_id, o.kind, o.of_report_id, o.main_report_id, o.main_name, o.share,
    o.confidence, o.traced, o.found_at
  from reports r
  cross join lateral (
    select * from origins where origins.report_id = r.id order by found_at desc, id desc limit 1
  ) o;

create index stories_merged on stories (merged_into) where merged_into is not null;
