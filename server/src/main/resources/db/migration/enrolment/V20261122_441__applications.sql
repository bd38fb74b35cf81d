-- Whether people may apply for the seats of an intake by themselves.
alter table enrolment.intake add column applications boolean not null default false;

-- Where and how an intake was announced.
create table enrolment.announcement (
  id        bigint generated always as identity primary key,
  intake_id bigint not null references enrolment.intake (id),
  channel   text not null check (channel in ('e-mail', 'intranet', 'notice board', 'team talk', 'other')),
  site_id   int references people.site (id),          -- null: everywhere
  words     text not null check (words <> ''),
  posted_on date not null,
  made_by   text not null,
  made_at   timestamptz not null
);
create index announcement_intake on enrolment.announcement (intake_id);

-- How somebody who applied heard of it; null: did not say.
alter table enrolment.enrolment add column announcement_id bigint references enrolment.announcement (id);
create index enrolment_announcement on enrolment.enrolment (announcement_id) where announcement_id is not null;
