-- A decision is never changed or taken away: the public record is what was decided, in order.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'Decisions are kept as they were recorded.';
end
$$;
create trigger decisions_are_kept before update or delete on decisions
  for each row execute function refuse_change();
