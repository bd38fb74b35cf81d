-- Public tables shipped with the product, loaded as they are from reference/*.csv.gz.
create schema reference;

-- Which file each table was loaded from, so that a newer release loads anew and nothing else does.
create table reference.loaded (
  name   text primary key,
  digest text not null,
  rows   bigint not null
);

create table reference.licence (
  "table" text not null,
  source  text not null,
  version text not null,
  licence text not null,
  notice  text not null
);

create table reference.occupation (
  code          text primary key check (code ~ '^\d\d-\d{4}\.\d\d$'),  -- O*NET-SOC 2019
  soc           text not null,          -- SOC 2018, its first seven characters
  title         text not null,
  description   text not null,
  job_zone      int check (job_zone between 1 and 5),
  rated         boolean not null,       -- O*NET has skill ratings for it
  nearest_rated text references reference.occupation (code) deferrable initially deferred,
  nearest_why   text,
  check (not (rated and nearest_rated is not null))
);
create index occupation_soc on reference.occupation (soc);

create table reference.occupation_title (
  code  text not null references reference.occupation (code),
  title text not null,
  kind  text not null check (kind in ('alternate', 'short', 'reported'))
);

create table reference.element (
  id   text primary key,
  name text not null,
  kind text not null check (kind in ('skill', 'knowledge', 'activity')),
  soft boolean not null
);

create table reference.rating (
  code       text not null references reference.occupation (code),
  element    text not null references reference.element (id),
  importance double precision,          -- 1 to 5
  level      double precision,          -- 0 to 7
  primary key (code, element)
);

create table reference.task (
  code text not null references reference.occupation (code),
  task text not null,
  core boolean                          -- null: O*NET has not said
);

create table reference.related (
  code     text not null references reference.occupation (code),
  related  text not null references reference.occupation (code),
  tier     text not null,
  position int not null,
  primary key (code, related)
);

create table reference.wage (
  soc                 text not null,
  year                int not null,
  title               text not null,
  employment          bigint,
  annual_p10_cents    bigint,
  annual_p25_cents    bigint,
  annual_median_cents bigint,
  annual_p75_cents    bigint,
  annual_p90_cents    bigint,
  top_coded           boolean not null,
  comparable          boolean not null, -- the code can be followed across the years
  published_as        text not null,
  primary key (soc, year)
);

create table reference.projection (
  soc                     text primary key,
  title                   text not null,
  employment_2024         bigint,
  employment_2034         bigint,
  change_percent          double precision,
  openings_per_year       bigint,
  median_wage_cents       bigint,
  education               text,
  experience              text,
  training                text,
  exit_rate_percent       double precision,
  transfer_rate_percent   double precision,
  separation_rate_percent double precision,
  published_as            text not null
);

create table reference.cip_soc (
  cip       text not null,
  cip_title text not null,
  soc       text not null,
  primary key (cip, soc)
);
create index cip_soc_soc on reference.cip_soc (soc);

create table reference.soc_group (
  code  text primary key,
  level text not null check (level in ('major', 'minor', 'broad')),
  title text not null
);
