-- A catalogue is sent, looked at, read by a job, and can be taken back.
alter table programmes.import
  add column state text not null default 'done'
             check (state in ('sent', 'queued', 'done', 'undone')),
  add column job_id bigint references jobs.job (id),
  add column bytes  bigint not null default 0;

-- The same bytes are never read twice, unless what they brought was taken back.
alter table programmes.import drop constraint import_digest_key;
create unique index import_of_bytes on programmes.import (digest) where state <> 'undone';

-- The bytes of a catalogue, in parts of at most 1 MB, until it is read: a restart can go on.
create table programmes.import_part (
  import_id bigint not null references programmes.import (id) on delete cascade,
  part      int not null,
  content   bytea not null,
  primary key (import_id, part)
);
alter table programmes.import_part alter column content set storage external;

-- What a catalogue, or a row of it that was mended, did to a programme. before: the row of
-- programmes.programme as it was; null when the import added it.
create table programmes.replaced (
  import_id bigint not null references programmes.import (id) on delete cascade,
  code      text not null,
  before    jsonb,
  targets   text[] not null,
  primary key (import_id, code)
);

-- Counts what people did to the row: a form that saw an older one changes nothing.
alter table programmes.held_row add column version int not null default 0;
