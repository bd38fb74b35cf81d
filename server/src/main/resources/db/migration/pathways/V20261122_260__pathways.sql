create schema pathways;

-- The latest build: one row. Steps and pathways belong to it.
create table pathways.build (
  latest    boolean primary key default true check (latest),
  built_at  timestamptz not null,
  milliseconds bigint not null,
  settings  jsonb not null,            -- what was asked
  threshold double precision not null, -- percentile among all pairs of rated occupations, 0 to 1
  facts     jsonb not null             -- what the threshold contains, and counts
);

-- A role as the steps see it. Pay is a full-time year: hourly pay × 2,080 hours.
create table pathways.role (
  role_id     int primary key references people.role (id),
  occupation  text references reference.occupation (code) deferrable initially deferred,
  rated_as    text references reference.occupation (code) deferrable initially deferred,  -- whose ratings describe it; null: cannot tell
  people      int not null,            -- in the latest file
  hourly      int not null,            -- of these, paid by the hour
  pay_cents   bigint,                  -- median; null under five people
  shrinking   boolean not null,
  ranked      boolean not null         -- entered almost only from its feeders
);

create table pathways.feeder (
  role_id   int not null references people.role (id),
  feeder_id int not null references people.role (id),
  share     double precision not null, -- of the entries by internal move
  primary key (role_id, feeder_id)
);

-- From a role to a role: all open ones and the nearest that are not.
create table pathways.role_step (
  from_role  int not null references people.role (id),
  to_role    int not null references people.role (id),
  kind       text not null check (kind in ('grade', 'occupation')),
  open       boolean not null,
  similarity double precision not null,       -- cosine, -1 to 1
  percentile double precision not null check (percentile between 0 and 1),
  skills     double precision not null,       -- cosine of the part
  knowledge  double precision not null,
  activities double precision not null,
  related_tier text,                          -- O*NET's own word on the pair
  gap_hard   double precision not null,       -- levels missing, summed over what the target needs
  gap_soft   double precision not null,
  zone_step  int,                             -- job zones up (+) or down (-); null: not known
  pay_change_cents bigint,                    -- null: a group under five people
  moved      int check (moved >= 5),          -- own people who made this step; null under five
  against    text[] not null,                 -- what speaks against it, empty when open
  change     text not null,                   -- the smallest change that would open it
  primary key (from_role, to_role)
);

create table pathways.pathway (
  id           bigint primary key,
  from_role    int not null references people.role (id),
  to_role      int references people.role (id),   -- null: leads outside
  programme_id bigint not null references programmes.programme (id) on delete cascade,
  strategy     text not null check (strategy in ('upskilling', 'reskilling', 'outskilling', 'education_benefit')),
  target_occupation text not null references reference.occupation (code) deferrable initially deferred,
  exact        boolean not null,          -- the programme's field names this very occupation; else its broad group
  hours        int not null,
  weeks        int not null,
  price_cents  bigint not null,
  counted_cents bigint not null,          -- of the price, what section 127 counts
  accept_millionths   int not null check (accept_millionths between 0 and 1000000),
  complete_millionths int not null check (complete_millionths between 0 and 1000000),
  place_millionths    int not null check (place_millionths between 0 and 1000000),
  chance_millionths   int not null check (chance_millionths between 0 and 1000000),
  chance_parts jsonb not null,
  percentile   double precision not null,
  gap_hard     double precision not null,
  gap_soft     double precision not null,
  zone_step    int,
  pay_change_cents bigint,                -- against the employer's own medians, outside against the national one
  why          text not null
);
create index pathway_from on pathways.pathway (from_role);
create index pathway_to on pathways.pathway (to_role);
create index pathway_programme on pathways.pathway (programme_id);
