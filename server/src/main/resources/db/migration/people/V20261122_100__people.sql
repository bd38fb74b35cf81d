create schema people;

-- A file that was or is being imported; its bytes are kept until the import is settled, so that a
-- restart can go on.
create table people.import (
  id           bigint generated always as identity primary key,
  file_name    text not null,
  digest       text not null,          -- sha-256 of the bytes
  bytes        bigint not null,
  content      bytea,
  kind         text not null check (kind in ('workforce', 'hiring')),
  taken_on     date,                   -- the day the file describes
  layout       jsonb,                  -- delimiter, encoding, sheet, column mapping
  state        text not null default 'guessed'
               check (state in ('guessed', 'queued', 'running', 'done', 'failed', 'cancelled', 'undone')),
  job_id       bigint references jobs.job (id),
  rows_read    bigint not null default 0,
  rows_new     bigint not null default 0,
  rows_changed bigint not null default 0,
  rows_same    bigint not null default 0,
  rows_held    bigint not null default 0,
  asked_by     text not null,
  asked_at     timestamptz not null default now(),
  ended_at     timestamptz
);

-- A row that could not be taken: nothing is lost, it waits here with its reason.
create table people.held_row (
  import_id   bigint not null references people.import (id) on delete cascade,
  line        bigint not null,         -- line in the file, from 1, the header included
  column_no   int not null,            -- from 1; 0 for the row as a whole
  column_name text not null,
  value       text not null,
  reason      text not null,
  raw         text not null,
  primary key (import_id, line, column_no, reason)
);

create table people.snapshot (
  id        int generated always as identity primary key,
  taken_on  date not null unique,
  label     text not null,
  import_id bigint references people.import (id)
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
