-- What the mails to an address are known by when they come back: nobody has it but us. That of channels made before is
-- the token of the mail that asked to confirm, which only their owner has seen.
update channels set secret = confirm_token where kind = 'email' and secret is null;

-- Two mails may come back in the very same words.
drop index bounces_notice;
create unique index bounces_notice on bounces (channel_id, coalesce(delivery_id, ''), notice);
