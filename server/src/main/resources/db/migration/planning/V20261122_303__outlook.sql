-- What lies around a made plan: the worth of other budgets, and what may come of the plan itself.
-- Worked out in the background, once; the plan stays as it is.
create table planning.outlook (
  plan_id  bigint primary key references planning.plan (id) on delete cascade,
  job_id   bigint references jobs.job (id),
  asked_by text not null,
  asked_at timestamptz not null default now(),
  seed     bigint,                      -- of the simulation, once it was made
  runs     int
);

-- The best plan found with every fiscal year's budget at so many percent, and its proof.
create table planning.curve_point (
  plan_id      bigint not null references planning.outlook (plan_id) on delete cascade,
  percent      int not null check (percent between 1 and 1000),
  budget_cents bigint not null,         -- of all fiscal years
  people       int not null,
  worth_cents  bigint not null,
  bound_cents  bigint not null,
  reason       text not null default '', -- why there is no plan, where there is none
  primary key (plan_id, percent)
);

-- What the runs of the simulation gave, in 10, 50 and 90 of a hundred at most.
create table planning.simulated (
  plan_id bigint not null references planning.outlook (plan_id) on delete cascade,
  number  int not null,
  kind    text not null check (kind in ('places', 'money')),
  label   text not null,                -- the role, or the fiscal year
  people  bigint not null,              -- planned
  planned bigint not null,              -- places, or cents
  low     bigint not null,
  middle  bigint not null,
  high    bigint not null,
  check (low <= middle and middle <= high and high <= planned),
  primary key (plan_id, number)
);
