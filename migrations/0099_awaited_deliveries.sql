-- A delivery that another waits for: only when such a one is settled is it looked up what goes on.
alter table deliveries add column awaited boolean not null default false;
update deliveries set awaited = true where state = 'waiting';
