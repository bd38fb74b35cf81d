-- What became of a held row that a person mended or left out. While it still waits, some of its
-- values may be mended already.
create table people.mending (
  import_id bigint not null references people.import (id) on delete cascade,
  line      bigint not null,
  version   int not null,              -- counts what people did to the row
  state     text not null check (state in ('waits', 'taken', 'left_out')),
  digest    text not null,             -- of the values that the file has, by what its columns are
  becomes   jsonb not null default '{}',  -- by what the column is: the value that holds instead
  held      jsonb not null,            -- its rows of people.held_row, so that it can wait again
  deed      bigint,                    -- what was settled at once is undone at once
  person_id bigint,                    -- who was written; null for a requisition or a row left out
  before    jsonb,                     -- the row that was there; null when it was added
  after     jsonb,                     -- the row as written; null when left out
  done_by   text not null,
  done_at   timestamptz not null default now(),
  primary key (import_id, line)
);
create index mending_of_deed on people.mending (deed);
create index mending_of_row on people.mending (digest);
create sequence people.mending_deed;

-- Every value that a person gave, and whether it was taken back: the trail of the audit.
create table people.mended_value (
  id          bigint generated always as identity primary key,
  import_id   bigint not null references people.import (id) on delete cascade,
  line        bigint not null,
  column_no   int not null,            -- from 1
  column_name text not null,
  was         text not null,
  becomes     text not null,
  mended_by   text not null,
  mended_at   timestamptz not null default now(),
  undone_by   text,
  undone_at   timestamptz,
  check ((undone_by is null) = (undone_at is null))
);
create index mended_value_row on people.mended_value (import_id, line);

alter table people.import
  add column rows_left_out bigint not null default 0,  -- a person said that they are not to be taken
  add column rows_mended   bigint not null default 0;  -- mended as people mended the same rows before

create index merged_row_person on people.merged_row (person_id);

-- An import of the command line whose process was killed: its bytes were never kept, so it can
-- neither go on nor be asked for again.
delete from people.import i
 where i.state = 'guessed'
   and not exists (select 1 from people.import_part p where p.import_id = i.id);
