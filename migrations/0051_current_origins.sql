-- What tracing last found for each report: of several rows the newest speaks.
create view current_origins as
  select distinct on (report_id) *
  from origins
  order by report_id, found_at desc, id desc;

-- The order of the river, and of developments within a story, also where times are the same.
create index stories_river on stories (last_at desc, id desc) where merged_into is null;
