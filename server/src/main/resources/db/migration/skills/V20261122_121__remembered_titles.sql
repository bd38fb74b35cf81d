-- What people decided about titles, by the words of the title: it holds for titles that no import
-- has brought yet, and for every later one. A label and a confirmation of the same title stand side
-- by side, so that taking back the confirmation brings the label back.
create table skills.remembered_title (
  title      text not null,               -- lower case, spaces made single
  department text not null,               -- lower case; empty: every department of the title
  origin     text not null check (origin in ('labelled', 'confirmed')),
  occupation text not null references reference.occupation (code) deferrable initially deferred,
  also       text references reference.occupation (code) deferrable initially deferred, -- right as well
  why        text not null,
  decided_by text not null,
  decided_at timestamptz not null,
  primary key (title, department, origin)
);

-- Every confirmation with what held before it, so that it can be undone.
create sequence skills.deed;

create table skills.role_change (
  id                bigint generated always as identity primary key,
  deed              bigint not null,      -- the same for all roles that one button confirmed
  role_id           int not null references people.role (id),
  before_occupation text references reference.occupation (code) deferrable initially deferred,
  before_confidence double precision,
  before_origin     text,                 -- null: the role had no row
  before_why        text,
  before_by         text,
  before_at         timestamptz,
  occupation        text not null references reference.occupation (code) deferrable initially deferred,
  version           int not null,         -- of the role's row after the change
  changed_by        text not null,
  changed_at        timestamptz not null default now(),
  undone_by         text,
  undone_at         timestamptz,
  unique (deed, role_id),
  check ((undone_by is null) = (undone_at is null))
);
create index role_change_role on skills.role_change (role_id, id desc);
