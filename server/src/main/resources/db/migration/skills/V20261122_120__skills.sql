create schema skills;

-- The occupation of each role. A role without a row has not been matched yet; a row without an
-- occupation is a title that holds several jobs ("Other, DEPARTMENT").
create table skills.role_occupation (
  role_id    int primary key references people.role (id),
  occupation text references reference.occupation (code) deferrable initially deferred,
  confidence double precision not null check (confidence between 0 and 1), -- 1 where a person decided
  origin     text not null check (origin in ('matched', 'labelled', 'confirmed')),
  why        text not null,
  decided_by text,                       -- who labelled or confirmed; null for the matcher
  decided_at timestamptz not null default now(),
  version    int not null default 1,
  check ((origin = 'matched') = (decided_by is null))
);

-- What the matcher offered, best first, for the review.
create table skills.role_offer (
  role_id    int not null references people.role (id),
  place      int not null check (place between 1 and 6),
  occupation text not null references reference.occupation (code) deferrable initially deferred,
  confidence double precision not null check (confidence between 0 and 1),
  why        text not null,
  primary key (role_id, place)
);
