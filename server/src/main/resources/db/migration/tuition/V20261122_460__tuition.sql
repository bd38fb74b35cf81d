create schema tuition;

-- Which account of a training partner speaks for which school: a provider of programmes.
create table tuition.school_account (
  account text primary key,              -- access.account.email
  school  text not null check (school <> '')
);

-- The occupations in demand, as somebody published them, with the data they rest on. The newest
-- list holds.
create table tuition.demand_list (
  id           bigint generated always as identity primary key,
  clause       text not null,
  published_by text not null,
  published_at timestamptz not null
);
create table tuition.demand (
  list_id       bigint not null references tuition.demand_list (id),
  soc           text not null check (soc ~ '^\d\d-\d{4}$'),
  title         text not null,
  own           boolean not null,        -- a role of the employer's in it grows, beyond chance
  market_growth double precision,        -- percent, projected; null: not published
  openings      bigint,                  -- a year, projected; null: not published
  primary key (list_id, soc)
);

-- What somebody asked the education benefit to pay. A refusal is kept, too.
create table tuition.application (
  id           bigint generated always as identity primary key,
  person_id    bigint not null references people.person (id),
  programme_id bigint references programmes.programme (id) on delete set null,
  course       text not null check (course <> ''),
  school       text not null check (school <> ''),
  way          text not null check (way in ('voucher', 'reimbursement')),
  apart_cents  bigint not null check (apart_cents >= 0),   -- tools, meals, lodging, transport: the person's own
  state        text not null check (state in ('open', 'refused', 'withdrawn', 'passed', 'failed', 'dropped')),
  decision_id  bigint not null references decisions.decision (id),
  asked_by     text not null,
  asked_at     timestamptz not null,
  ended_on     date,
  ended_by     text,
  cleared_on   date,                     -- a failed or dropped course: repaid whole, or passed at one's own cost
  cleared      text check (cleared in ('repaid', 'passed')),
  check ((state in ('open', 'refused')) = (ended_on is null)),
  check ((ended_on is null) = (ended_by is null)),
  check ((cleared_on is null) = (cleared is null)),
  check (cleared is null or state in ('failed', 'dropped'))
);
create index application_person on tuition.application (person_id);
create index application_blocks on tuition.application (person_id)
  where state in ('failed', 'dropped') and cleared is null;

-- A part of a course that is paid at once.
create table tuition.term (
  id             bigint generated always as identity primary key,
  application_id bigint not null references tuition.application (id),
  number         int not null check (number > 0),
  starts         date not null,
  pays_on        date not null,          -- what the rule says; the day it was paid once it was
  tax_year       int generated always as (extract(year from pays_on)::int) stored,
  price_cents    bigint not null check (price_cents > 0),           -- tuition, fees, books
  benefit_cents  bigint not null check (benefit_cents between 0 and price_cents),
  state          text not null check (state in ('promised', 'paid', 'released', 'refused')),
  paid_cents     bigint not null default 0 check (paid_cents between 0 and benefit_cents),
  voucher        text unique check (voucher ~ '^[0-9A-HJKMNP-TV-Z]{16}$'),
  seen_at        timestamptz,            -- the school looked it up
  seen_by        text,
  unique (application_id, number),
  check ((state = 'paid') = (paid_cents > 0)),
  check ((seen_at is null) = (seen_by is null))
);
create index term_year on tuition.term (tax_year, state);

-- Money that went out for a term, or came back for it. One row a movement, never changed.
create table tuition.payment (
  id             bigint generated always as identity primary key,
  term_id        bigint not null references tuition.term (id),
  person_id      bigint not null references people.person (id),
  paid_on        date not null,
  tax_year       int generated always as (extract(year from paid_on)::int) stored,
  cents          bigint not null check (cents <> 0),   -- below nought: repaid by the person
  transaction_id bigint not null unique references ledger.transaction (id),
  made_by        text not null
);
create index payment_person on tuition.payment (person_id, tax_year);
create index payment_term on tuition.payment (term_id);
create index payment_year on tuition.payment (tax_year, paid_on);

create function tuition.keep_payment() returns trigger language plpgsql as $$
begin
  raise exception 'tuition.payment is added to and never changed: no %', lower(tg_op)
    using errcode = 'restrict_violation';
end $$;
create trigger keep_payment before update or delete or truncate on tuition.payment
  for each statement execute function tuition.keep_payment();

-- An invoice of a school: one row a voucher.
create table tuition.invoice (
  id       bigint generated always as identity primary key,
  school   text not null check (school <> ''),
  number   text not null check (number <> ''),
  voucher  text not null,                -- as the school wrote it, without blanks and strokes
  cents    bigint not null check (cents > 0),
  term_id  bigint references tuition.term (id),
  state    text not null check (state in ('matched', 'disputed', 'paid', 'rejected')),
  reason   text not null,                -- of a dispute or a rejection
  taken_by text not null,
  taken_at timestamptz not null,
  ended_by text,
  ended_at timestamptz,
  unique (school, number, voucher),
  check (state <> 'matched' or term_id is not null),
  check ((state in ('paid', 'rejected')) = (ended_by is not null)),
  check ((ended_by is null) = (ended_at is null))
);
-- No two invoices are paid, or wait to be paid, for the same term.
create unique index invoice_term on tuition.invoice (term_id) where state in ('matched', 'paid');
create index invoice_state on tuition.invoice (state, id);

-- A calendar year of the benefit that was closed, and what each person had of it.
create table tuition.year (
  year      int primary key check (year between 1900 and 9999),
  closed_by text not null,
  closed_at timestamptz not null,
  free_cents bigint check (free_cents > 0)   -- of section 127 in that year; null while it was not known
);
create table tuition.statement (
  year          int not null references tuition.year (year),
  person_id     bigint not null references people.person (id),
  paid_cents    bigint not null check (paid_cents >= 0),
  free_cents    bigint check (free_cents >= 0),      -- null while the amount of the year was not known
  taxable_cents bigint check (taxable_cents >= 0),
  primary key (year, person_id),
  check (free_cents + taxable_cents = paid_cents)
);
