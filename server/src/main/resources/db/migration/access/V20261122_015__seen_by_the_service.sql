-- When the sign-in service last vouched for somebody: tokens of who signs in by it alone stop after a while.
alter table access.identity add column seen_at timestamptz not null default now();
