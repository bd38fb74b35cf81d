-- Which person an account is, and whose team it may see. Set by an administrator alone.
alter table access.account
  add column employer_id text check (employer_id <> ''),  -- as people.person.employer_id; null: no person
  add column version     int not null default 1;          -- an update names the one it read
create unique index account_person on access.account (employer_id) where employer_id is not null;

create table access.team (
  account_id bigint not null references access.account (id) on delete cascade,
  department text not null check (department <> ''),      -- as people.department.name
  primary key (account_id, department)
);
