-- People whom a correction has in a row that changed nothing, kept while the correction has held rows:
-- a held row that is mended to one of them is the second row of that person in one file.
create table people.same_row (
  import_id bigint not null references people.import (id) on delete cascade,
  person_id bigint not null references people.person (id) on delete cascade,
  primary key (import_id, person_id)
);
create index same_row_person on people.same_row (person_id);
