-- One-time links by which a person lets another one in. Only the hash of a link is kept. Used and revoked ones stay, so
-- that the list says who let whom in.
create table invitations (
  id text primary key,
  token_hash text not null unique,
  for_name text not null,
  made_by text references people (id) on delete set null,
  made_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  used_by text references people (id) on delete set null,
  revoked_at timestamptz
);
create index invitations_newest on invitations (made_at desc);
