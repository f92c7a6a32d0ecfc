import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { AlertBody } from '../domain/alerts.ts'
import type { ChannelKind } from '../domain/channels.ts'
import type { Figure, Statement } from '../domain/claims.ts'
import type {
  AlertId,
  AttemptId,
  BounceId,
  CaptureId,
  ChannelId,
  DecisionId,
  DeliveryId,
  DevelopmentId,
  FeedId,
  FeedQueryId,
  FetchId,
  FigureId,
  FollowerId,
  HeldBackId,
  HubRequestId,
  HubSubscriberId,
  HubTopicId,
  ImportId,
  ItemId,
  MoveId,
  ReportId,
  RevisionId,
  SourceId,
  StatementId,
  StoryId,
  SubscriptionId,
} from '../domain/ids.ts'
import type { Reading } from '../domain/reading.ts'
import type { HeldReason } from '../domain/rules.ts'
import type { DevelopmentKind, Placement } from '../domain/story.ts'
import type { Traced } from '../domain/tracing.ts'

/** Written as a Date or ISO text, read as a Date. */
type Time = ColumnType<Date, Date | string, Date | string>
type TimeOr<Missing> = ColumnType<
  Date | Missing,
  Date | string | Missing | undefined,
  Date | string | Missing
>
type TimeNow = ColumnType<Date, Date | string | undefined, Date | string>
/** Written as JSON text (see `json` in db/json.ts), read as the value. */
type Json<Value extends object> = JSONColumnType<Value, string, string>
type JsonWithDefault<Value extends object> = ColumnType<Value, string | undefined, string>

export interface Tables {
  sources: {
    id: SourceId
    name: string
    home_url: string | null
    host: string | null
    kind: ColumnType<'publisher' | 'agency', 'publisher' | 'agency' | undefined, 'publisher' | 'agency'>
    lang: string | null
    created_at: TimeNow
  }
  feeds: {
    id: FeedId
    source_id: SourceId
    url: string
    kind: 'feed' | 'sitemap' | 'page'
    format: string | null
    title: string | null
    status: ColumnType<
      'active' | 'gone' | 'paused',
      'active' | 'gone' | 'paused' | undefined,
      'active' | 'gone' | 'paused'
    >
    etag: string | null
    last_modified: string | null
    moved_from: string | null
    failures: Generated<number>
    last_error: string | null
    last_fetched_at: TimeOr<null>
    last_item_at: TimeOr<null>
    interval_s: number | null
    rhythm_s: number | null
    quiet_after_s: number | null
    origin: ColumnType<FeedBeginning, FeedBeginning | undefined, FeedBeginning>
    next_poll_at: TimeNow
    created_at: TimeNow
  }
  fetches: {
    id: FetchId
    feed_id: FeedId | null
    url: string
    final_url: string | null
    started_at: Time
    took_ms: number
    outcome: 'ok' | 'not-modified' | 'failed'
    status: number | null
    why: string | null
    body_hash: string | null
    body_bytes: number | null
    repairs: JsonWithDefault<string[]>
  }
  items: {
    id: ItemId
    feed_id: FeedId
    source_id: SourceId
    key: string
    url: string | null
    title: string | null
    published_at: TimeOr<null>
    content_hash: string
    hints: JsonWithDefault<CaptureHints>
    fragment: string | null
    page_tries: Generated<number>
    page_error: string | null
    seen_at: TimeNow
  }
  imports: {
    id: ImportId
    path: string
    file_hash: string
    started_at: TimeNow
    finished_at: TimeOr<null>
    position: Generated<number>
    taken: Generated<number>
    skipped: Generated<number>
    failed: Generated<number>
  }
  captures: {
    id: CaptureId
    source_id: SourceId
    item_id: ItemId | null
    import_id: ImportId | null
    external_id: string | null
    url: string | null
    kind: 'html' | 'text' | 'fragment'
    content: string
    hash: string
    hints: JsonWithDefault<CaptureHints>
    captured_at: TimeNow
  }
  reports: {
    id: ReportId
    source_id: SourceId
    revision_id: RevisionId | null
    url: string | null
    identity_keys: string[]
    headline: string
    lang: string | null
    published_at: TimeOr<null>
    seen_at: Time
    at: Time
    withdrawn_at: TimeOr<null>
    public_at: TimeOr<null>
    public_revision_id: RevisionId | null
    /** When the public was first shown that revision; null where that was not noted. */
    public_revision_at: TimeOr<null>
  }
  revisions: {
    id: RevisionId
    report_id: ReportId
    capture_id: CaptureId | null
    number: number
    headline: string
    text: string
    text_hash: string
    reading: Json<Reading>
    seen_at: Time
    search: ColumnType<string, never, never>
  }
  origins: {
    id: string
    report_id: ReportId
    revision_id: RevisionId
    kind: 'whole' | 'modified' | 'quoted' | 'own'
    of_report_id: ReportId | null
    main_report_id: ReportId
    main_name: string
    share: number
    confidence: number
    traced: Json<Traced>
    found_at: TimeNow
  }
  /** The newest row of `origins` for each report; a view. */
  current_origins: Tables['origins']
  /** The reports that the public sees, each in the revision that was let through; a view. */
  public_reports: Omit<
    Tables['reports'],
    'identity_keys' | 'withdrawn_at' | 'public_revision_id' | 'public_revision_at' | 'revision_id'
  > & {
    revision_id: RevisionId
  }
  /** What those reports added to their stories; a view. */
  public_developments: Tables['developments']
  stories: {
    id: StoryId
    headline: string
    lang: string | null
    first_at: Time
    last_at: Time
    merged_into: StoryId | null
  }
  story_reports: {
    report_id: ReportId
    story_id: StoryId
    placement: Json<Placement>
    placed_at: TimeNow
  }
  story_moves: {
    id: MoveId
    report_id: ReportId
    from_story_id: StoryId
    to_story_id: StoryId
    because_of_report_id: ReportId
    reasons: JSONColumnType<string[], string, string>
    moved_at: TimeNow
  }
  developments: {
    id: DevelopmentId
    story_id: StoryId
    report_id: ReportId
    revision_id: RevisionId
    kind: DevelopmentKind
    start_at: number
    end_at: number
    text: string
    replaces_text: string | null
    at: Time
  }
  statements: {
    id: StatementId
    report_id: ReportId
    revision_id: RevisionId
    position: number
    kind: 'direct' | 'indirect' | 'mixed'
    speaker: string | null
    claim: Json<Statement>
  }
  figures: {
    id: FigureId
    report_id: ReportId
    revision_id: RevisionId
    statement_id: StatementId | null
    position: number
    of: string
    low: number | null
    high: number | null
    claim: Json<Figure>
  }
  decisions: {
    id: DecisionId
    subject_kind: string
    subject_id: string
    action: 'confirm' | 'modify' | 'hold' | 'release' | 'correct' | 'withdraw'
    why: string
    by_person: string
    at: TimeNow
    before: JSONColumnType<object | null, string | null, string | null>
    after: JSONColumnType<object | null, string | null, string | null>
  }
  subscriptions: {
    id: SubscriptionId
    query: string
    title: string
    story_id: StoryId | null
    lang: Generated<string>
    zone: Generated<string>
    rules: JSONColumnType<object, string | undefined, string>
    feed_token: string
    manage_token: string
    change: Generated<number>
    created_at: TimeNow
    ended_at: TimeOr<null>
  }
  muted_stories: {
    subscription_id: SubscriptionId
    story_id: StoryId
    at: TimeNow
  }
  channels: {
    id: ChannelId
    subscription_id: SubscriptionId
    kind: ChannelKind
    address: string
    secret: string | null
    confirm_token: string | null
    confirm_sent_at: TimeOr<null>
    confirmed_at: TimeOr<null>
    ended_at: TimeOr<null>
    ended_why: string | null
    failures: Generated<number>
    last_error: string | null
    resting_until: TimeOr<null>
    created_at: TimeNow
  }
  alerts: {
    id: AlertId
    subscription_id: SubscriptionId
    story_id: StoryId
    report_id: ReportId
    revision_id: RevisionId | null
    body: Json<AlertBody>
    replaces: AlertId | null
    gathered: Generated<boolean>
    at: TimeNow
  }
  held_back: {
    id: HeldBackId
    subscription_id: SubscriptionId
    story_id: StoryId
    report_id: ReportId
    revision_id: RevisionId
    reason: HeldReason
    state: 'waiting' | 'held' | 'sent'
    body: Json<AlertBody>
    replaces: AlertId | null
    voices: JSONColumnType<string[], string | undefined, string>
    part: Generated<string>
    due_at: TimeOr<null>
    alert_id: AlertId | null
    at: TimeNow
  }
  told: {
    subscription_id: SubscriptionId
    development_id: DevelopmentId
    alert_id: AlertId
  }
  deliveries: {
    id: DeliveryId
    alert_id: AlertId
    channel_id: ChannelId
    state: ColumnType<
      'waiting' | 'delivered' | 'dead',
      'waiting' | undefined,
      'waiting' | 'delivered' | 'dead'
    >
    attempts: Generated<number>
    next_attempt_at: TimeOr<null>
    settled_at: TimeOr<null>
    sent_as: string | null
    parked: Generated<boolean>
    awaited: Generated<boolean>
  }
  attempts: {
    id: AttemptId
    delivery_id: DeliveryId
    number: number
    started_at: Time
    took_ms: number
    outcome: 'delivered' | 'retry' | 'dead' | 'bounced'
    status: string | null
    why: string | null
  }
  bounces: {
    id: BounceId
    channel_id: ChannelId
    delivery_id: DeliveryId | null
    kind: 'hard' | 'soft' | 'complaint' | 'unclear'
    sent_at: Time
    at: Time
    sending: number
    status: string | null
    why: string
    notice: string
  }
  fediverse_actors: {
    name: string
    subscription_id: SubscriptionId
    listed: ColumnType<boolean, boolean | undefined, boolean>
    made_at: Time
  }
  fediverse_followers: {
    id: FollowerId
    actor: string
    follower: string
    inbox: string
    channel_id: ChannelId
    asked_by: string | null
    asked_at: Time
    accepted_at: TimeOr<null>
    ended_at: TimeOr<null>
  }
  fediverse_kept: {
    key: string
    value: ColumnType<unknown, string, string>
    until: Time
  }
  feed_queries: {
    id: FeedQueryId
    query: string
    change: Generated<number>
    asked_at: TimeOr<null>
    filled_at: TimeOr<null>
  }
  feed_matches: {
    query_id: FeedQueryId
    report_id: ReportId
    revision_id: RevisionId
    at: Time
    words: JSONColumnType<string[], string, string>
  }
  hub_topics: {
    id: HubTopicId
    url: string
    feed: 'river' | 'story' | 'query'
    format: string
    story_id: StoryId | null
    query_id: FeedQueryId | null
    changes: Generated<number>
    looked: Generated<number>
    looked_at: TimeOr<null>
    version: Generated<number>
    content: string | null
    pushed_at: TimeOr<null>
  }
  hub_subscribers: {
    id: HubSubscriberId
    topic_id: HubTopicId
    topic: string
    callback: string
    host: string
    secret: string | null
    lease_until: Time
    version: Generated<number>
    failures: Generated<number>
    last_error: string | null
    resting_until: TimeOr<null>
    made_at: Time
  }
  hub_requests: {
    id: HubRequestId
    mode: 'subscribe' | 'unsubscribe' | 'denied'
    url: string
    topic: string
    callback: string
    host: string
    secret: string | null
    lease_seconds: Generated<number>
    reason: string | null
    tries: Generated<number>
    waits: Generated<boolean>
    made_at: Time
  }
  settings: {
    name: string
    value: JSONColumnType<object, string, string>
  }
  invitations: {
    id: string
    token_hash: string
    for_name: string
    made_by: string | null
    made_at: TimeNow
    expires_at: Time
    used_at: TimeOr<null>
    used_by: ColumnType<string | null, string | null | undefined, string | null>
    revoked_at: TimeOr<null>
  }
  people: {
    id: string
    name: string
    email: string
    email_verified: Generated<boolean>
    image: string | null
    created_at: TimeNow
    updated_at: TimeNow
  }
}

/** How a feed came to be followed: by its address, in a list of feeds, or because a page advertised it. */
export type FeedBeginning = 'added' | 'opml' | 'advertised'

/** What intake already knows of a capture and reading may use: times are ISO 8601 in UTC. */
export interface CaptureHints {
  readonly title?: string
  readonly authors?: readonly string[]
  readonly published?: string
  readonly modified?: string
  readonly lang?: string
  readonly guid?: string
  readonly summary?: string
  readonly contentType?: string
  readonly repairs?: readonly string[]
}
