-- How hours come in and are looked at: files, corrections that people ask for, attendance of classes. The
-- hours themselves lie in the schema hours.
create schema timesheets;

-- A file of hours that was or is being brought in.
create table timesheets.import (
  id          bigint generated always as identity primary key,
  file_name   text not null,
  digest      text not null,           -- sha-256 of the bytes
  columns     text[] not null,         -- as the file calls them
  approved    boolean not null,        -- whether its hours were approved where they come from
  -- queued also while the job runs and after it failed or was cancelled: the job knows which; cut off when the
  -- same file came again then
  state       text not null default 'queued' check (state in ('queued', 'done', 'cut off')),
  job_id      bigint references jobs.job (id),
  line_done   bigint not null default 0,   -- the last line that is settled: a restart goes on behind it
  rows_read   bigint not null default 0,
  rows_new    bigint not null default 0,
  rows_same   bigint not null default 0,
  rows_held   bigint not null default 0,
  rows_approved bigint not null default 0,
  asked_by    text not null check (asked_by <> ''),
  asked_at    timestamptz not null,
  ended_at    timestamptz,
  check (rows_read = rows_new + rows_same + rows_held)
);
-- The same file sent twice at once is one import.
create unique index import_open on timesheets.import (digest, approved) where state = 'queued';

-- The bytes of a file, in parts of at most 1 MB, until its import is done: a restart can go on.
create table timesheets.import_part (
  import_id bigint not null references timesheets.import (id) on delete cascade,
  part      int not null,
  content   bytea not null,
  primary key (import_id, part)
);
alter table timesheets.import_part alter column content set storage external;

-- A row that could not be taken, with each of its faults.
create table timesheets.held_row (
  import_id   bigint not null references timesheets.import (id) on delete cascade,
  line        bigint not null check (line > 0),   -- in the file, from 1, the header included
  column_name text not null,           -- '' for the row as a whole
  value       text not null,
  reason      text not null check (reason <> ''),  -- what is wrong, and what would be right
  raw         text[] not null,         -- the values of the row, in the order of the columns
  primary key (import_id, line, column_name)
);

-- A correction of hours that somebody else has to make: the person says what is right and why. What was
-- entered stands until it is answered.
create table timesheets.asked (
  id          bigint generated always as identity primary key,
  entry_id    bigint not null references hours.entry (id),
  person_id   bigint not null,
  starts_at   timestamptz not null,
  minutes     int not null check (minutes between 0 and 1440),   -- 0: there was nothing
  zone        text not null,
  reason      text not null check (btrim(reason) <> ''),
  asked_by    text not null check (asked_by <> ''),
  asked_at    timestamptz not null,
  answer      text check (answer in ('made', 'refused', 'taken back')),
  answered_by text,
  answered_at timestamptz,
  answer_why  text not null default '',
  check ((answer is null) = (answered_by is null)),
  check ((answer is null) = (answered_at is null)),
  check (answer is distinct from 'refused' or btrim(answer_why) <> '')
);
create unique index asked_open on timesheets.asked (entry_id) where answer is null;
create index asked_person on timesheets.asked (person_id, asked_at);

-- What became of attendance: which mark of a learner in a session was made hours of last.
create table timesheets.class_hours (
  session_id bigint not null references classes.session (id),
  person_id  bigint not null references people.person (id),
  mark       int not null check (mark > 0),    -- classes.attendance.entry
  entry_id   bigint references hours.entry (id),   -- whose corrections tell it; null where nothing was entered yet
  held       text not null default '',         -- why the mark could not be told; '' where it was
  told_at    timestamptz not null,
  primary key (session_id, person_id)
);
create index class_hours_held on timesheets.class_hours (told_at) where held <> '';

-- Up to which moment attendance was looked through; at most one row, none before the first look.
create table timesheets.class_feed (
  one       boolean primary key default true check (one),
  looked_at timestamptz not null
);
