-- What has to be passed before a place in a programme is taken.
create table enrolment.entry_test (
  programme_id bigint primary key references programmes.programme (id),
  name       text not null check (name <> ''),
  words      text not null default '',    -- how and where it is taken, for people
  link       text not null default '' check (link = '' or link like 'https://%'),
  most       int not null check (most between 1 and 100000),     -- points to be had
  pass       int not null check (pass between 1 and most),       -- points that pass
  tries      int not null check (tries between 1 and 20),        -- within valid_days
  wait_days  int not null check (wait_days between 0 and 365),   -- from one try to the next
  valid_days int not null check (valid_days between 1 and 3650), -- that a result counts
  asked      boolean not null default true,   -- false: no longer asked for, its results stay
  version    int not null default 1,          -- an update names the one it read
  changed_by text not null,
  changed_at timestamptz not null
);

-- A result as it was reported, under the terms of its day: added to and never changed. What was wrong
-- is corrected by a row that takes its place.
create table enrolment.test_result (
  id           bigint generated always as identity primary key,
  programme_id bigint not null references enrolment.entry_test (programme_id),
  person_id    bigint not null references people.person (id),
  taken_on     date not null,
  points       int not null check (points >= 0),
  most         int not null,
  pass         int not null,
  passed       boolean not null generated always as (points >= pass) stored,
  corrects     bigint unique references enrolment.test_result (id),
  reason       text not null default '',  -- of a correction
  reported_by  text not null,
  reported_at  timestamptz not null,
  check (points <= most),
  check (pass between 1 and most),
  check ((corrects is null) = (reason = ''))
);
create unique index test_result_once on enrolment.test_result (programme_id, person_id, taken_on)
  where corrects is null;
create index test_result_person on enrolment.test_result (person_id, programme_id);

create trigger refuse_change before update or delete or truncate on enrolment.test_result
  for each statement execute function enrolment.refuse_change();
