-- More ways to reach a subscriber.
alter table channels drop constraint channels_kind_check;
alter table channels add constraint channels_kind_check check (kind in
  ('email', 'webhook', 'atom', 'webpush', 'slack', 'discord', 'matrix', 'ntfy', 'telegram'));

-- What the receiver calls the message that a delivery became there, so that a correction can replace it.
alter table deliveries add column sent_as text;
