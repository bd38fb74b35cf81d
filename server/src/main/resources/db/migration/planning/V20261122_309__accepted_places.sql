-- Places that people accepted: every later plan keeps them and plans around them.
create table planning.accepted_place (
  person_id    bigint not null references people.person (id),
  programme_id bigint not null references programmes.programme (id),
  starts       date not null,
  to_role      int references people.role (id),
  strategy     text not null check (strategy in ('upskilling', 'reskilling', 'outskilling', 'education_benefit')),
  price_cents  bigint not null check (price_cents >= 0),
  paid_time    boolean not null,
  primary key (person_id, programme_id, starts)
);
create index accepted_place_programme on planning.accepted_place (programme_id, starts);

-- Seats of an intake that accepted places have; seats and taken are those beside them.
alter table planning.intake add column accepted int not null default 0 check (accepted >= 0);
-- People whose accepted places a plan keeps.
alter table planning.plan add column accepted int not null default 0 check (accepted >= 0);
