-- Letters to people, partners and schools, and how far each came on its way by e-mail.
create schema letters;

-- The words of a kind of letter, version by version. Letters name the version they are written in.
create table letters.wording (
  id       bigint generated always as identity primary key,
  kind     text not null,
  language text not null,               -- BCP 47, of these words
  version  int not null check (version > 0),
  words    text not null check (btrim(words) <> ''),
  shipped  boolean not null,            -- as they came with the product
  made_by  text not null,
  made_at  timestamptz not null,
  unique (kind, language, version)
);

-- What is written: the words and what fills them, from which page, mail and PDF are made anew.
create table letters.letter (
  id          bigint generated always as identity primary key,
  request_key text not null unique,
  kind        text not null,
  wording_id  bigint not null references letters.wording (id),
  person_id   bigint,                   -- people.person; kept when the person leaves
  person_name text,                     -- the id in the employer's files, as it was then
  mailbox     text,                     -- personal: the e-mail of a reader who is no person here
  about       text not null,
  link        text not null check (link = '' or link like '/%'),
  fields      jsonb,                    -- personal: name to {type: value}
  zone        text not null,            -- in which moments are written
  message     uuid not null default gen_random_uuid(),  -- of the Message-ID, the same at every try
  written_by  text not null,
  written_at  timestamptz not null,
  erased_at   timestamptz,
  check ((person_id is null) = (person_name is null)),
  check ((fields is null) = (erased_at is not null)),
  check (num_nonnulls(person_id, mailbox) = case when person_id is null and erased_at is not null then 0 else 1 end)
);
create index letter_person on letters.letter (person_name, id desc) where person_name is not null;
create index letter_person_id on letters.letter (person_id) where person_id is not null;
create index letter_mailbox on letters.letter (lower(mailbox), id desc) where mailbox is not null;

-- The way of each letter by e-mail.
create table letters.delivery (
  letter_id  bigint primary key references letters.letter (id),
  state      text not null check (state in ('waiting', 'sent', 'failed', 'unsent')),  -- unsent: on the page alone
  attempts   int not null default 0,
  next_at    timestamptz not null,      -- not handed over before
  held_until timestamptz,               -- a server has it in hand; after this another may take it
  answer     text not null default '',  -- what the mail server said last, or why it is not sent
  sent_to    text,                      -- personal: where it went
  settled_at timestamptz,
  check ((state = 'waiting') = (settled_at is null))
);
create index delivery_waiting on letters.delivery (next_at, letter_id) where state = 'waiting';
create index delivery_failed on letters.delivery (settled_at desc, letter_id) where state = 'failed';
create index delivery_settled on letters.delivery (settled_at desc, letter_id);

-- Words stay as they were when letters were written in them.
create function letters.keep_wording() returns trigger language plpgsql as $$
begin
  raise exception 'words % never change; save another version', old.id;
end $$;
create trigger keep_wording before update or delete on letters.wording
  for each row execute function letters.keep_wording();

-- A letter stays as it was written; what is personal in it may be erased.
create function letters.keep_letter() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'letter % is never deleted', old.id;
  elsif old.erased_at is not null
     or new.erased_at is null
     or (new.id, new.request_key, new.kind, new.wording_id, new.person_id, new.person_name, new.about, new.link,
         new.zone, new.message, new.written_by, new.written_at)
        is distinct from
        (old.id, old.request_key, old.kind, old.wording_id, old.person_id, old.person_name, old.about, old.link,
         old.zone, old.message, old.written_by, old.written_at) then
    raise exception 'letter % never changes; its fields may be erased', old.id;
  end if;
  return new;
end $$;
create trigger keep_letter before update or delete on letters.letter
  for each row execute function letters.keep_letter();
