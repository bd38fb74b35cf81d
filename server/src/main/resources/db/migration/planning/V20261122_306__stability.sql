-- What a plan counted for keeping people at what another plan had given them.
alter table planning.plan
  add column kept_plan_id bigint references planning.plan (id) on delete set null, -- whose places count more
  add column kept int not null default 0,                    -- people who keep theirs
  add column stability_cents bigint not null default 0;      -- counted for it, part of worth_cents

-- Beside the worth, not in it.
alter table planning.placement
  add column stability_cents bigint not null default 0;
