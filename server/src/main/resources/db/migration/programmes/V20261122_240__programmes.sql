create schema programmes;

-- What an employer can start from. The whole of the terms is the document; the columns repeat what
-- lists and keys need.
create table programmes.template (
  id       text primary key check (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  place    int not null,
  name     text not null,
  strategy text not null check (strategy in ('upskilling', 'reskilling', 'outskilling', 'education_benefit')),
  document jsonb not null
);

-- One training catalogue as it was read. The same bytes are never read twice.
create table programmes.import (
  id           bigint generated always as identity primary key,
  file_name    text not null,
  digest       text not null unique,   -- sha-256 of the bytes
  header       text[] not null,
  rows_read    int not null,
  rows_new     int not null,
  rows_changed int not null,
  rows_same    int not null,
  rows_held    int not null,           -- when it was read; what still is held stands in held_row
  without_occupation int not null,     -- taken, but the field of study leads to no occupation
  asked_by     text not null,
  asked_at     timestamptz not null default now()
);

create table programmes.programme (
  id            bigint generated always as identity primary key,
  code          text not null unique,  -- the number in the catalogue, or template:ID
  name          text not null check (name <> ''),
  provider      text not null check (provider <> ''),
  strategy      text not null check (strategy in ('upskilling', 'reskilling', 'outskilling', 'education_benefit')),
  form          text not null check (form in ('group_class', 'self_serve', 'on_the_job')),
  delivered_by  text not null check (delivered_by in ('own', 'partner')),
  cip           text,                  -- CIP 2020, NN.NNNN
  counted_cents bigint not null check (counted_cents >= 0),  -- tuition, fees, books: what section 127 counts
  apart_cents   bigint not null check (apart_cents >= 0),    -- tools, meals, lodging, transport: kept out of it
  price_cents   bigint not null generated always as (counted_cents + apart_cents) stored,
  hours         int not null check (hours > 0),              -- of teaching
  weeks_from    int not null check (weeks_from > 0),
  weeks_to      int not null check (weeks_to >= weeks_from),
  credential    text not null,         -- what it ends with, '' where the catalogue names nothing
  prerequisites text not null,
  description   text not null,
  location      text not null,
  distance      boolean,               -- null: not given
  evening       boolean,
  completed     int check (completed > 0),        -- people who completed, of provider and field
  employed_share  double precision check (employed_share between 0 and 1),   -- of those, a year after
  retention_share double precision check (retention_share between 0 and 1),
  quarterly_wage_cents bigint check (quarterly_wage_cents >= 0),
  entry         jsonb not null default '[]',      -- entry rules, as in a template
  template_id   text references programmes.template (id) on delete set null,
  import_id     bigint references programmes.import (id),
  digest        text not null,         -- of all of the above: tells a changed row from the same one
  check (completed is not null or employed_share is null)
);

-- The occupations a programme leads to.
create table programmes.target (
  programme_id bigint not null references programmes.programme (id) on delete cascade,
  soc          text not null check (soc ~ '^\d\d-\d{4}$'),
  primary key (programme_id, soc)
);
create index target_soc on programmes.target (soc);

-- A fault of a row that was not taken. It waits here until a person mends the row; then it goes.
create table programmes.held_row (
  import_id   bigint not null references programmes.import (id) on delete cascade,
  line        int not null,            -- line in the file, from 1, the header included
  column_no   int not null,            -- from 1
  column_name text not null,
  code        text not null,           -- of the programme, '' when that is what is missing
  label       text not null,           -- of the row, for people
  value       text not null,
  reason      text not null,           -- the kind of fault
  detail      text not null,
  suggested   text,                    -- null: nothing can be suggested
  raw         text[] not null,         -- the whole row
  becomes     text,                    -- a value a person gave while other faults of the row wait
  primary key (import_id, line, column_no)
);

-- What people mended, so that the next file with the same mistake needs no second look.
create table programmes.mend (
  code        text not null,
  column_name text not null,
  was         text not null,
  becomes     text not null,
  mended_by   text not null,
  mended_at   timestamptz not null default now(),
  primary key (code, column_name, was)
);
