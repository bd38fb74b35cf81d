-- Dated runs of programmes that the employer plans with. A programme with none here runs as often,
-- and with as many seats, as a scenario says.
create table programmes.intake (
  programme_id bigint not null references programmes.programme (id) on delete cascade,
  starts       date not null,
  seats        int not null check (seats > 0),
  minimum      int not null check (minimum between 0 and seats),
  fixed_cents  bigint not null check (fixed_cents >= 0),  -- once when it runs, whoever sits in it
  set_by       text not null,
  primary key (programme_id, starts)
);
