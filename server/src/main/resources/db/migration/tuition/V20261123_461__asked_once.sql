-- A form that is sent twice asks once.
alter table tuition.application
  add column request_key uuid,           -- null: asked without a form
  add constraint asked_once unique (person_id, request_key);
