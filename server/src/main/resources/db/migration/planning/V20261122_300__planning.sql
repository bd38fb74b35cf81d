create schema planning;

create table planning.scenario (
  id      bigint generated always as identity primary key,
  name    text not null,
  content text not null,               -- scenario.yaml as it was read
  made_by text not null,
  made_at timestamptz not null default now()
);

create table planning.plan (
  id            bigint generated always as identity primary key,
  scenario_id   bigint not null references planning.scenario (id),
  job_id        bigint references jobs.job (id),
  state         text not null default 'asked'
                check (state in ('asked', 'made', 'infeasible', 'failed')),
  asked_by      text not null,
  asked_at      timestamptz not null default now(),
  made_at       timestamptz,
  snapshot_id   int references people.snapshot (id),
  people        int not null default 0,        -- in the snapshot
  with_candidate int not null default 0,       -- people who have at least one
  candidates    bigint not null default 0,
  constraints   int not null default 0,
  assigned      int not null default 0,
  worth_cents   bigint not null default 0,
  bound_cents   bigint not null default 0,
  gap           double precision not null default 0,
  stopped_by    text not null default '',
  build_ms      bigint not null default 0,
  solve_ms      bigint not null default 0,
  reason        text not null default ''       -- why there is no plan
);

-- The instance, the choice and the prices as files, so that other code can check them: a ZIP.
create table planning.proof (
  plan_id bigint primary key references planning.plan (id) on delete cascade,
  archive bytea not null
);

-- A dated run of a programme, as the plan opened it or not.
create table planning.intake (
  plan_id     bigint not null references planning.plan (id) on delete cascade,
  number      int not null,
  programme_id bigint not null references programmes.programme (id),
  starts      date not null,
  seats       int not null,
  minimum     int not null,
  fixed_cents bigint not null,
  taken       int not null,
  seat_price_millionths bigint not null, -- cents of worth for one more seat
  primary key (plan_id, number)
);

create table planning.limit_kept (
  plan_id  bigint not null references planning.plan (id) on delete cascade,
  number   int not null,
  kind     text not null check (kind in ('money', 'slot', 'release', 'people', 'take-up', 'floor')),
  label    text not null,
  role_id  int references people.role (id),
  year     int,
  capacity bigint not null,
  used     bigint not null,
  price_millionths bigint not null,     -- cents of worth for one more unit
  primary key (plan_id, number)
);

-- Who follows which pathway.
create table planning.placement (
  plan_id       bigint not null references planning.plan (id) on delete cascade,
  person_id     bigint not null references people.person (id),
  from_role     int not null references people.role (id),
  to_role       int references people.role (id),
  to_label      text not null,          -- the role, or what waits outside
  programme_id  bigint not null references programmes.programme (id),
  strategy      text not null check (strategy in ('upskilling', 'reskilling', 'outskilling', 'education_benefit')),
  intake        int not null,
  starts        date not null,
  fiscal_year   int not null,
  hourly        boolean not null,
  department_id int not null references people.department (id),
  chance_millionths int not null,
  hire_cents      bigint not null,
  severance_cents bigint not null,
  retention_cents bigint not null,
  pay_gain_cents  bigint not null,      -- weighted
  backfill_cents  bigint not null,      -- at most 0
  price_cents     bigint not null,
  training_time_cents bigint not null,
  worth_cents     bigint not null,
  why             text not null,
  primary key (plan_id, person_id)
);
create index placement_programme on planning.placement (plan_id, programme_id);

-- What else was open to a person, nearest first; for who is not in the plan, why nothing is.
create table planning.alternative (
  plan_id         bigint not null references planning.plan (id) on delete cascade,
  person_id       bigint not null references people.person (id),
  place           int not null check (place between 1 and 3),
  programme_id    bigint not null references programmes.programme (id),
  to_role         int references people.role (id),
  to_label        text not null,
  strategy        text not null,
  starts          date not null,
  worth_cents     bigint not null,
  shortfall_cents bigint not null check (shortfall_cents >= 0), -- more worth it would take to be chosen
  against         text not null,        -- what stands against it
  primary key (plan_id, person_id, place)
);

-- Why a person had no candidate at all, by role and reason.
create table planning.without_candidate (
  plan_id   bigint not null references planning.plan (id) on delete cascade,
  person_id bigint not null references people.person (id),
  reason    text not null,
  change    text not null,
  primary key (plan_id, person_id)
);
