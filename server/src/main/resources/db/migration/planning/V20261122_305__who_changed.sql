-- The plan that a plan started from: its prices, and what it is compared with.
alter table planning.plan
  add column base_plan_id bigint references planning.plan (id) on delete set null;

-- With these a later plan starts from all prices.
alter table planning.intake
  add column minimum_price_millionths bigint not null default 0, -- cents of worth for a person it asks for
  add column open boolean not null default false;                -- a school outside, with classes of its own

-- Who has another place than in the plan it started from, and why: from the prices of both.
create table planning.change (
  plan_id   bigint not null references planning.plan (id) on delete cascade,
  person_id bigint not null references people.person (id),
  kind      text not null check (kind in ('in', 'out', 'moved')),
  cause     text not null,              -- what moved them, the same words for all it moved
  reason    text not null,              -- in a sentence
  primary key (plan_id, person_id)
);

create trigger keep_published before update or delete on planning.change
  for each row execute function planning.keep_published();
