create schema people;

-- A file that was or is being imported.
create table people.import (
  id           bigint generated always as identity primary key,
  file_name    text not null,
  digest       text not null,          -- sha-256 of the bytes
  bytes        bigint not null,
  kind         text not null check (kind in ('workforce', 'hiring')),
  taken_on     date,                   -- the day the file describes
  layout       jsonb not null,         -- columns, mapping, how numbers and dates are written
  -- queued also while the job runs and after it failed or was cancelled: the job knows which
  state        text not null default 'guessed' check (state in ('guessed', 'queued', 'done', 'undone')),
  job_id       bigint references jobs.job (id),
  fresh        boolean not null default false,  -- made its snapshot, not merged into one of the same day
  rows_read    bigint not null default 0,
  rows_new     bigint not null default 0,
  rows_changed bigint not null default 0,
  rows_same    bigint not null default 0,
  rows_held    bigint not null default 0,
  assumptions  jsonb not null default '{}',  -- what was assumed: how many rows
  asked_by     text not null,
  asked_at     timestamptz not null default now(),
  ended_at     timestamptz
);

-- The bytes of a file, in parts of at most 1 MB, until its import is done: a restart can go on.
create table people.import_part (
  import_id bigint not null references people.import (id) on delete cascade,
  part      int not null,
  content   bytea not null,
  primary key (import_id, part)
);
alter table people.import_part alter column content set storage external;

-- A row that could not be taken: nothing is lost, it waits here with each of its faults.
create table people.held_row (
  import_id   bigint not null references people.import (id) on delete cascade,
  line        bigint not null,         -- line in the file, from 1, the header included
  column_no   int not null,            -- from 1; 0 for the row as a whole
  column_name text not null,
  value       text not null,
  fault       text not null,           -- the kind, the same words for every row that has it
  reason      text not null,           -- what is wrong with this one, and what would be right
  raw         jsonb not null,          -- the values of the row, in the order of the columns
  primary key (import_id, line, column_no, fault)
);

create table people.snapshot (
  id        int generated always as identity primary key,
  taken_on  date not null unique,
  label     text not null,
  people    bigint not null default 0,   -- rows of people.employment, counted at each import
  import_id bigint references people.import (id)
);

-- What an import of a day that was there already did to a row of it, so that it can be shown and
-- undone. before: the row of people.employment as it was; null when the import added it.
create table people.merged_row (
  import_id bigint not null references people.import (id) on delete cascade,
  person_id bigint not null,
  before    jsonb,
  primary key (import_id, person_id)
);

create table people.person (
  id          bigint generated always as identity primary key,
  employer_id text not null unique,    -- as in the employer's files
  -- false when the employer cannot follow this id from one file to the next: no joiner, leaver or mover
  linked      boolean not null default true
);

create table people.department (
  id   int generated always as identity primary key,
  name text not null unique
);

create table people.site (
  id   int generated always as identity primary key,
  name text not null unique,
  kind text not null default 'unknown'
);

create table people.role (
  id    int generated always as identity primary key,
  title text not null unique           -- as the employer writes it, spaces made single
);

create table people.employment (
  snapshot_id  int not null references people.snapshot (id),
  person_id    bigint not null references people.person (id),
  role_id      int not null references people.role (id),
  department_id int not null references people.department (id),
  site_id      int not null references people.site (id),
  full_time    boolean not null,
  hourly       boolean not null,
  weekly_minutes int check (weekly_minutes between 1 and 10080),  -- null: not given
  annual_pay_cents bigint not null check (annual_pay_cents > 0),
  hourly_pay_cents bigint check (hourly_pay_cents > 0),
  hired_on     date,                   -- null: not given
  manager_id   bigint references people.person (id),
  primary key (snapshot_id, person_id)
);
create index employment_role on people.employment (snapshot_id, role_id);
create index employment_person on people.employment (person_id);
create index employment_manager on people.employment (manager_id) where manager_id is not null;

-- The latest file is what holds now.
create view people.now as
  select e.*
    from people.employment e
   where e.snapshot_id = (select s.id from people.snapshot s order by s.taken_on desc limit 1);

create table people.hiring (
  role_id     int not null references people.role (id),
  opened_on   date not null,
  filled_on   date,
  cost_cents  bigint check (cost_cents >= 0),
  requisition text not null primary key
);
