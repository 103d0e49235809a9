// Generated from plugin/contract by `npm run contract`; do not edit.

/**
 * How records of a mapping are to take over listings from before Callboard.
 */
export interface AdoptionRequest {
	adopt: string;
}

/**
 * How records of a mapping take over listings from before Callboard, and what the site offers for it.
 */
export interface Adoption {
	adopt: string;
	/**
	 * Whether records of this mapping have a start or a natural key, without which nothing is alike.
	 */
	may_be_alike: boolean;
	/**
	 * Posts of the mapping's type that come from no record; the newest 2,000 are looked at.
	 */
	posts: number;
	/**
	 * Meta keys of these posts whose values look like Salesforce ids, the most frequent first.
	 *
	 * @maxItems 20
	 */
	keys: {
		key: string;
		posts: number;
		example: string;
	}[];
}

/**
 * One withdrawal a brake holds: what would change if it were approved.
 */
export interface BrakeItem {
	external_id: string;
	reason: string;
	post_id: number | null;
	title: string | null;
	before: string | null;
	after: string | null;
	since_ms: number;
}

/**
 * A limit for one mapping (or, without one, for the whole tenant); null brings the wider one back.
 */
export interface BrakeLimitRequest {
	mapping_id?: string | null;
	limit: {
		percent: number;
		records: number;
	} | null;
}

/**
 * From how many withdrawals on a run asks a person.
 */
export interface BrakeLimit {
	mapping_id: string | null;
	percent: number;
	records: number;
	is_default: boolean;
}

/**
 * A mass change that waits for a person, or was decided by one.
 */
export interface Brake {
	id: number;
	tenant_id: number;
	mapping_id: string;
	mapping: string;
	state: 'open' | 'approved' | 'refused' | 'settled';
	cause: 'limit' | 'empty_source' | 'within_a_day' | 'retired';
	run_id: number;
	withdrawals: number;
	listed: number;
	held: number;
	sentence: string;
	opened_ms: number;
	decided_by: string | null;
	decided_ms: number | null;
}

/**
 * How many calls to Salesforce the sync may make: of the org’s, a share left to its other users; a run; 24 hours, null for as many as the org leaves.
 */
export interface BudgetRequest {
	reserve_percent: number;
	calls_per_run: number;
	calls_per_day: number | null;
}

/**
 * What the sync may ask of Salesforce, what this tenant asked in 24 hours, by worker and by site, what the org says of its own count, and what holds the next run back.
 */
export interface Budget {
	reserve_percent: number;
	calls_per_run: number;
	calls_per_day: number | null;
	default: {
		reserve_percent: number;
		calls_per_run: number;
		calls_per_day: number | null;
	};
	used: {
		worker: number;
		site: number;
	};
	org: {
		used: number;
		limit: number;
		seen_ms: number;
	} | null;
	spent: {
		scope: 'day' | 'org';
		message: string;
		resume_ms: number;
	} | null;
}

/**
 * A call to Salesforce that failed, redacted.
 */
export interface CallFailure {
	id: number;
	run_id: number;
	at_ms: number;
	method: string;
	endpoint: string;
	/**
	 * 0: no answer came.
	 */
	status: number;
	attempt: number;
	kind: 'config' | 'auth' | 'rate_limit' | 'transient' | 'record' | 'bug';
	code: string;
	request: string;
	answer: string;
}

/**
 * The public half of a key made here.
 */
export interface Certificate {
	certificate: string;
}

/**
 * Work under a lease, or none. run is null when nothing is due.
 */
export interface ClaimAnswer {
	protocol: number;
	site: string;
	next_poll_seconds: number;
	run: {
		id: number;
		tenant_id: number;
		tenant: string;
		kind: 'incremental' | 'backfill' | 'rebuild' | 'reconciliation' | 'refresh';
		trigger: string;
		fence: number;
		token: string;
		lease_expires_ms: number;
		resume: {
			[k: string]: unknown;
		} | null;
		options?: {
			rehearsal?: boolean;
			approves_run?: number;
			/**
			 * @maxItems 100
			 */
			objects?: string[];
			created_from_ms?: number;
			created_to_ms?: number;
			condition?: string;
			/**
			 * @maxItems 10000
			 */
			ids?: string[];
		};
	} | null;
	salesforce?: {
		access_token: string;
		instance_url: string;
		generation: number;
		api_version: string;
		org_id: string | null;
	} | null;
	mappings?: {
		id: string;
		version: number;
		name: string;
		direction: 'in';
		sobject: string;
		filter: string | null;
		/**
		 * @maxItems 50
		 */
		record_types: string[];
		post_type: string;
		withdrawal: 'draft' | 'trash' | 'keep';
		timezone: string | null;
		/**
		 * Which posts from before Callboard a new record takes over: those whose meta field holds its Salesforce id (meta:<key>), or those that say the same by title, venue, start and natural key (natural_key).
		 */
		adopt?: string;
		natural_key: string | null;
		order: number;
		/**
		 * @minItems 1
		 * @maxItems 500
		 */
		fields: {
			to: string;
			from?: string;
			expression?: string;
			/**
			 * @maxItems 10
			 */
			transforms?: {
				name: string;
				options?: {
					[k: string]: unknown;
				};
			}[];
			owner: 'salesforce' | 'wordpress' | 'newest' | 'fill_if_empty';
			empty: 'clear' | 'keep' | 'default' | 'reject';
			default?: string | number | boolean | null;
			label?: string;
		}[];
	}[];
	watermarks?: {
		mapping_id: string;
		stamp_ms: number | null;
		deleted_covered_ms: number | null;
		swept_ms: number | null;
	}[];
	/**
	 * Of the mappings whose object does not tell its state by SystemModstamp and IsDeleted: by which fields it does.
	 */
	columns?: {
		mapping_id: string;
		/**
		 * @minItems 1
		 * @maxItems 3
		 */
		state_fields: ('SystemModstamp' | 'LastModifiedDate' | 'CreatedDate' | 'IsDeleted' | 'MasterRecordId')[];
	}[];
	/**
	 * Of the mappings that read amounts: which of their paths name a record's currency in this org, and the currency of all other amounts, as a worker found them.
	 */
	currencies?: {
		mapping_id: string;
		/**
		 * @maxItems 500
		 */
		fields: string[];
		/**
		 * null: the org does not tell.
		 */
		org: string | null;
	}[];
	known?: {
		mapping_id: string;
		/**
		 * @maxItems 2000
		 */
		records: (string | number | boolean)[][];
	}[];
	inbox?: {
		mapping_id: string;
		/**
		 * @maxItems 2050
		 */
		ids: string[];
	}[];
	/**
	 * Ask for the next page of the inbox with this; null: there is no more for this run.
	 */
	inbox_next?: string | null;
	limits?: {
		offer_records: number;
		delivery_bytes: number;
		overlap_seconds: number;
		sweep_overlap_seconds: number;
		sweep_every_seconds: number;
		lag_seconds: number;
		rebuild_step_seconds: number;
	};
	/**
	 * How many API calls this run may make, and when the next ones may follow.
	 */
	budget?: {
		calls: number;
		/**
		 * Which bound `calls` is: that of one run, or what is left of the tenant's day.
		 */
		scope: 'run' | 'day';
		resume_ms: number;
		/**
		 * The part of the org's daily calls above which the rest is left to its other users.
		 */
		org_share: number;
		org_resume_ms: number;
		/**
		 * Whether the org's bulk limits leave room beside what its other users need, as GET /limits said within the hour. Absent: to be asked before a job is made.
		 */
		bulk?: 'free' | 'reserved';
	};
}

/**
 * A worker asks for work.
 */
export interface ClaimRequest {
	protocol: number;
	/**
	 * A long run this worker holds and has paused: only the due poll of the same tenant is handed out.
	 */
	beside?: {
		run_id: number;
		fence: number;
	};
	worker: {
		id: string;
		version: string;
		node: string;
		mode: 'spawn' | 'ping' | 'pull' | 'cron';
	};
}

/**
 * The run as stored.
 */
export interface CompleteAnswer {
	state: 'succeeded' | 'failed';
	counts: {
		[k: string]: number;
	};
	more: boolean;
}

/**
 * The end of a run; the watermark moves with it, in one transaction.
 */
export interface CompleteRequest {
	run_id: number;
	fence: number;
	outcome: 'succeeded' | 'failed';
	failure?: {
		kind: 'config' | 'auth' | 'rate_limit' | 'transient' | 'record' | 'bug';
		code: string;
		message: string;
		/**
		 * @maxItems 10
		 */
		actions: string[];
		details?: {
			[k: string]: unknown;
		};
	};
	api_calls: number;
	watermarks: {
		mapping_id: string;
		stamp_ms: number | null;
		deleted_covered_ms: number | null;
		swept_ms: number | null;
	}[];
	seconds?: {
		[k: string]: number;
	};
	/**
	 * @maxItems 100
	 */
	notices?: {
		mapping_id: string;
		failure: {
			kind: 'config' | 'auth' | 'rate_limit' | 'transient' | 'record' | 'bug';
			code: string;
			message: string;
			/**
			 * @maxItems 10
			 */
			actions: string[];
			details?: {
				[k: string]: unknown;
			};
		};
	}[];
	/**
	 * @maxItems 100
	 */
	traits?: {
		mapping_id: string;
		version: number;
		filter_moves: boolean;
		values_move: boolean;
		/**
		 * How every id of the object begins, as describe says.
		 */
		key_prefix?: string;
		/**
		 * Which paths name a record's currency in this org, and the currency of all other amounts; null: the org does not tell.
		 */
		currencies?: {
			/**
			 * @maxItems 500
			 */
			fields: string[];
			org: string | null;
		};
		/**
		 * @minItems 1
		 * @maxItems 3
		 */
		state_fields?: ('SystemModstamp' | 'LastModifiedDate' | 'CreatedDate' | 'IsDeleted' | 'MasterRecordId')[];
	}[];
	result?: 'no_match';
	/**
	 * The org's own count of API calls in 24 hours, as its last answer said.
	 */
	usage?: {
		used: number;
		limit: number;
	};
	/**
	 * What GET /limits said, once after it was asked; empty when the integration user may not ask.
	 *
	 * @maxItems 20
	 */
	org_limits?: {
		name: string;
		used: number;
		max: number;
	}[];
	/**
	 * Calls to Salesforce that failed since the last report, redacted.
	 *
	 * @maxItems 50
	 */
	calls_failed?: {
		at_ms: number;
		method: string;
		endpoint: string;
		/**
		 * 0: no answer came.
		 */
		status: number;
		attempt: number;
		kind: 'config' | 'auth' | 'rate_limit' | 'transient' | 'record' | 'bug';
		code: string;
		request: string;
		answer: string;
	}[];
}

/**
 * What the org answered to a test.
 */
export interface ConnectionTest {
	ok: boolean;
	org_name: string | null;
	org_id: string | null;
	username: string | null;
	sandbox: boolean | null;
	edition: string | null;
	api_version: string | null;
	api_calls_left: number | null;
	objects_visible: number | null;
	missing: string[];
	failure?: {
		kind: 'config' | 'auth' | 'rate_limit' | 'transient' | 'record' | 'bug';
		code: string;
		message: string;
		/**
		 * @maxItems 10
		 */
		actions: string[];
		details?: {
			[k: string]: unknown;
		};
	};
}

/**
 * What an admin may set of a connection; the private key is write-only.
 */
export interface ConnectionRequest {
	name: string;
	login_url: string;
	consumer_key: string;
	username: string;
	private_key?: string;
	certificate?: string;
}

/**
 * A Salesforce connection as screens see it; secrets never leave.
 */
export interface Connection {
	tenant_id: number;
	name: string;
	login_url: string;
	consumer_key: string;
	username: string;
	certificate: string | null;
	has_private_key: boolean;
	key_state: 'ready' | 'missing' | 'undecryptable';
	site_state: 'bound' | 'copied';
	org_id: string | null;
	connected_by: string | null;
	connected_ms: number | null;
	api_version: string;
}

/**
 * A batch of drafts and withdrawals; repeatable by delivery_id.
 */
export interface Delivery {
	delivery_id: string;
	run_id: number;
	fence: number;
	mapping_id: string;
	mapping_version: number;
	/**
	 * @maxItems 2000
	 */
	records: {
		external_id: string;
		version: {
			stamp_ms: number;
			read_ms: number;
		};
		fingerprint: string;
		values: {
			[k: string]: string | number | boolean | null | string[];
		};
		/**
		 * The record as fetched, as JSON, only the selected fields; left out where it would not fit.
		 */
		raw?: string;
	}[];
	/**
	 * @maxItems 2000
	 */
	withdrawals: {
		external_id: string;
		version: {
			stamp_ms: number;
			read_ms: number;
		};
		reason: 'deleted' | 'outside_filter' | 'merged';
		/**
		 * With "merged": the record that this one became part of.
		 */
		into?: string;
	}[];
	/**
	 * @maxItems 2000
	 */
	rejections: {
		external_id: string;
		version: {
			stamp_ms: number;
			read_ms: number;
		};
		failure: {
			kind: 'config' | 'auth' | 'rate_limit' | 'transient' | 'record' | 'bug';
			code: string;
			message: string;
			/**
			 * @maxItems 10
			 */
			actions: string[];
			details?: {
				[k: string]: unknown;
			};
		};
	}[];
	/**
	 * How many listings of the mapping the whole run takes off the site; the brake judges by it.
	 */
	withdrawals_total?: number;
}

/**
 * What went wrong, for an operator.
 */
export interface Failure {
	kind: 'config' | 'auth' | 'rate_limit' | 'transient' | 'record' | 'bug';
	code: string;
	message: string;
	/**
	 * @maxItems 10
	 */
	actions: string[];
	details?: {
		[k: string]: unknown;
	};
}

/**
 * How many fields say again what Salesforce says, and which listings refused, each with its reason.
 */
export interface GiveBackAnswer {
	given_back: number;
	refused: {
		external_id: string;
		message: string;
		actions: string[];
	}[];
}

/**
 * Overridden fields that are to say again what Salesforce says.
 */
export interface GiveBackRequest {
	/**
	 * @minItems 1
	 * @maxItems 100
	 */
	ids: number[];
	reason: string;
}

/**
 * The chain cron → worker → Salesforce → listing, each link in words.
 */
export interface Health {
	status: 'good' | 'recommended' | 'critical';
	links: {
		id: string;
		label: string;
		status: 'good' | 'recommended' | 'critical';
		message: string;
		actions: string[];
		last_success_ms: number | null;
	}[];
}

/**
 * Whether to go on.
 */
export interface HeartbeatAnswer {
	stop: boolean;
	lease_expires_ms: number;
}

/**
 * The holder of a lease says it lives, and how far it is.
 */
export interface HeartbeatRequest {
	run_id: number;
	fence: number;
	phase: 'reading' | 'comparing' | 'writing' | 'rebuilding' | 'checking';
	done: number;
	total: number | null;
	api_calls: number;
	resume?: {
		[k: string]: unknown;
	} | null;
	/**
	 * The org's own count of API calls in 24 hours, as its last answer said.
	 */
	usage?: {
		used: number;
		limit: number;
	};
	/**
	 * What GET /limits said, once after it was asked; empty when the integration user may not ask.
	 *
	 * @maxItems 20
	 */
	org_limits?: {
		name: string;
		used: number;
		max: number;
	}[];
	/**
	 * Calls to Salesforce that failed since the last report, redacted.
	 *
	 * @maxItems 50
	 */
	calls_failed?: {
		at_ms: number;
		method: string;
		endpoint: string;
		/**
		 * 0: no answer came.
		 */
		status: number;
		attempt: number;
		kind: 'config' | 'auth' | 'rate_limit' | 'transient' | 'record' | 'bug';
		code: string;
		request: string;
		answer: string;
	}[];
}

/**
 * A record that waits for a person, beside the shows or posts it may be the same as.
 */
export interface HeldRecord {
	external_id: string;
	mapping: string;
	title: string | null;
	start_ms: number | null;
	venue: string;
	record_url: string | null;
	sentence: string;
	since_ms: number;
	run_id: number | null;
	/**
	 * @maxItems 50
	 */
	others: {
		external_id: string | null;
		post_id: number | null;
		title: string | null;
		start_ms: number | null;
		venue: string;
		status: string | null;
		permalink: string | null;
		record_url: string | null;
	}[];
}

/**
 * Where each field of a listing comes from, and what it said before. Steps are recomputed by the mapping engine from `raw` and that version of the mapping.
 */
export interface History {
	subject: {
		tenant_id: number;
		external_id: string;
		post_id: number | null;
		title: string | null;
		state: 'live' | 'held' | 'waiting' | 'tombstone' | 'outside' | 'excluded' | 'unknown';
		mapping_id: string | null;
	};
	mapping_id: string;
	mapping_version: number | null;
	raw: {
		[k: string]: unknown;
	} | null;
	fields: {
		target: string;
		label: string;
		owner: 'salesforce' | 'wordpress' | 'newest' | 'fill_if_empty';
		from: string | null;
		expression: string | null;
		now: string | string[] | null;
		may_roll_back: boolean;
		/**
		 * Why it cannot be rolled back, and what to do instead; null: it can.
		 */
		why_fixed: string | null;
		override: {
			value: string | string[] | null;
			replaced: string | string[] | null;
			reason: string;
			by: string | null;
			created_ms: number;
			ended_ms: number | null;
			ended_why: string | null;
		} | null;
		changes: {
			kind: 'sync' | 'override' | 'lift';
			at_ms: number;
			run_id: number | null;
			by: string | null;
			before: string | string[] | null;
			after: string | string[] | null;
		}[];
	}[];
	versions: {
		id: number;
		run_id: number;
		at_ms: number;
		stamp_ms: number;
		read_ms: number;
		mapping_version: number;
		changed_by: string | null;
		targets: string[];
	}[];
	events: {
		event: string;
		targets: string[];
		by: string | null;
		door: string | null;
		reason: string | null;
		at_ms: number;
	}[];
	overrides: {
		target: string;
		value: string | string[] | null;
		replaced: string | string[] | null;
		reason: string;
		by: string | null;
		created_ms: number;
		ended_ms: number | null;
		ended_why: string | null;
	}[];
}

/**
 * A page of records to be read by their ids, by mapping.
 */
export interface InboxAnswer {
	inbox: {
		mapping_id: string;
		/**
		 * @maxItems 2050
		 */
		ids: string[];
	}[];
	/**
	 * Ask for the next page of the inbox with this; null: there is no more for this run.
	 */
	inbox_next: string | null;
}

/**
 * The next page of records that wait to be read by their ids; after “first”, what waits now.
 */
export interface InboxRequest {
	run_id: number;
	fence: number;
	after: string;
}

/**
 * A record that a person left out of this site, and who did so when.
 */
export interface LeftOutRecord {
	external_id: string;
	mapping: string;
	title: string | null;
	record_url: string | null;
	since_ms: number;
	by: string | null;
}

/**
 * Ends overrides; no targets: all that stand.
 */
export interface LiftRequest {
	/**
	 * @maxItems 200
	 */
	targets?: string[];
	reason: string;
}

/**
 * The public page that carries the listing block.
 */
export interface ListingPage {
	id: number;
	url: string;
	edit_url: string;
	created: boolean;
}

/**
 * One object mapping: how records of a Salesforce object become posts.
 */
export interface Mapping {
	id: string;
	version: number;
	name: string;
	direction: 'in';
	sobject: string;
	filter: string | null;
	/**
	 * @maxItems 50
	 */
	record_types: string[];
	post_type: string;
	withdrawal: 'draft' | 'trash' | 'keep';
	timezone: string | null;
	/**
	 * Which posts from before Callboard a new record takes over: those whose meta field holds its Salesforce id (meta:<key>), or those that say the same by title, venue, start and natural key (natural_key).
	 */
	adopt?: string;
	natural_key: string | null;
	order: number;
	/**
	 * @minItems 1
	 * @maxItems 500
	 */
	fields: {
		to: string;
		from?: string;
		expression?: string;
		/**
		 * @maxItems 10
		 */
		transforms?: {
			name: string;
			options?: {
				[k: string]: unknown;
			};
		}[];
		owner: 'salesforce' | 'wordpress' | 'newest' | 'fill_if_empty';
		empty: 'clear' | 'keep' | 'default' | 'reject';
		default?: string | number | boolean | null;
		label?: string;
	}[];
}

/**
 * Which of the offered records WordPress needs.
 */
export interface OfferAnswer {
	wanted: string[];
	unchanged: number;
	stale: number;
	/**
	 * Which of the offered withdrawals mean anything here: those of records that are listed, and others.
	 */
	withdrawals?: {
		listed: string[];
		others: string[];
	};
}

/**
 * What the worker has: [ external id, stamp in ms, source fingerprint ] each.
 */
export interface OfferRequest {
	run_id: number;
	fence: number;
	mapping_id: string;
	mapping_version: number;
	read_ms: number;
	listed_only?: boolean;
	/**
	 * @maxItems 2000
	 */
	records: (string | number)[][];
	/**
	 * [ external id, stamp in ms, read in ms, reason ] each.
	 *
	 * @maxItems 2000
	 */
	withdrawals?: (string | number)[][];
}

/**
 * The answer to a delivery, per record.
 */
export interface Outcomes {
	delivery_id: string;
	outcomes: {
		external_id: string;
		outcome: 'created' | 'updated' | 'unchanged' | 'withdrawn' | 'held' | 'rejected' | 'waiting' | 'stale' | 'ignored';
		post_id: number | null;
		failure?: {
			kind: 'config' | 'auth' | 'rate_limit' | 'transient' | 'record' | 'bug';
			code: string;
			message: string;
			/**
			 * @maxItems 10
			 */
			actions: string[];
			details?: {
				[k: string]: unknown;
			};
		};
	}[];
	counts: {
		[k: string]: number;
	};
}

/**
 * A field of a listing that shows something else than Salesforce says, because a person decided so.
 */
export interface OverriddenField {
	id: number;
	external_id: string;
	post_id: number;
	title: string | null;
	target: string;
	label: string;
	value: string | string[] | null;
	replaced: string | string[] | null;
	reason: string;
	by: string | null;
	created_ms: number;
}

/**
 * How a tenant stands, in one sentence and the figures behind it.
 */
export interface Overview {
	tenant_id: number;
	state:
		| 'not_connected'
		| 'copied'
		| 'no_mapping'
		| 'no_worker'
		| 'never_run'
		| 'running'
		| 'failed'
		| 'stale'
		| 'attention'
		| 'up_to_date';
	sentence: string;
	mappings: {
		id: string;
		name: string;
		listed: number;
	}[];
	unsettled: number;
	held: number;
	waiting: number;
	run_id: number | null;
	last_success_ms: number | null;
	worker_seen_ms: number | null;
	worker: string | null;
	listing_url: string | null;
	now_ms: number;
}

/**
 * Who owns which field of a mapping, by target.
 */
export interface OwnersRequest {
	owners: {
		[k: string]: 'salesforce' | 'wordpress' | 'newest' | 'fill_if_empty';
	};
}

/**
 * [ external id, state in the ledger, not visible any more, stamp in ms ] each; next is where the next page begins, null on the last.
 */
export interface PresenceAnswer {
	/**
	 * @maxItems 5000
	 */
	records: (string | boolean | number)[][];
	next: number | null;
}

/**
 * One page of what WordPress knows of a mapping's records, in the ledger's own order; with missed_by_version only what is listed, or waits to be, by earlier rules than these; with refused_by_version what was refused by these rules instead, with the stamp of the version that was.
 */
export interface PresenceRequest {
	run_id: number;
	fence: number;
	mapping_id: string;
	after: number;
	missed_by_version?: number;
	refused_by_version?: number;
}

/**
 * What came of choosing a preset, checked against what the org describes.
 */
export interface PresetAnswer {
	mappings: {
		id: string;
		version: number;
		name: string;
		direction: 'in';
		sobject: string;
		filter: string | null;
		/**
		 * @maxItems 50
		 */
		record_types: string[];
		post_type: string;
		withdrawal: 'draft' | 'trash' | 'keep';
		timezone: string | null;
		/**
		 * Which posts from before Callboard a new record takes over: those whose meta field holds its Salesforce id (meta:<key>), or those that say the same by title, venue, start and natural key (natural_key).
		 */
		adopt?: string;
		natural_key: string | null;
		order: number;
		/**
		 * @minItems 1
		 * @maxItems 500
		 */
		fields: {
			to: string;
			from?: string;
			expression?: string;
			/**
			 * @maxItems 10
			 */
			transforms?: {
				name: string;
				options?: {
					[k: string]: unknown;
				};
			}[];
			owner: 'salesforce' | 'wordpress' | 'newest' | 'fill_if_empty';
			empty: 'clear' | 'keep' | 'default' | 'reject';
			default?: string | number | boolean | null;
			label?: string;
		}[];
	}[];
	missing_fields: string[];
	warnings: string[];
}

/**
 * Which preset a tenant uses.
 */
export interface PresetRequest {
	preset: string;
}

/**
 * A set of mappings shipped with Callboard, to be checked against describe before use.
 */
export interface Preset {
	id: string;
	name: string;
	description: string;
	/**
	 * @minItems 1
	 */
	mappings: {
		id: string;
		version: number;
		name: string;
		direction: 'in';
		sobject: string;
		filter: string | null;
		/**
		 * @maxItems 50
		 */
		record_types: string[];
		post_type: string;
		withdrawal: 'draft' | 'trash' | 'keep';
		timezone: string | null;
		/**
		 * Which posts from before Callboard a new record takes over: those whose meta field holds its Salesforce id (meta:<key>), or those that say the same by title, venue, start and natural key (natural_key).
		 */
		adopt?: string;
		natural_key: string | null;
		order: number;
		/**
		 * @minItems 1
		 * @maxItems 500
		 */
		fields: {
			to: string;
			from?: string;
			expression?: string;
			/**
			 * @maxItems 10
			 */
			transforms?: {
				name: string;
				options?: {
					[k: string]: unknown;
				};
			}[];
			owner: 'salesforce' | 'wordpress' | 'newest' | 'fill_if_empty';
			empty: 'clear' | 'keep' | 'default' | 'reject';
			default?: string | number | boolean | null;
			label?: string;
		}[];
	}[];
}

/**
 * How far the rebuild is.
 */
export interface RebuildAnswer {
	finished: boolean;
	phase: 'verifying' | 'deriving' | 'comparing' | 'swapping' | 'purging' | 'finished';
	done: number;
	total: number | null;
	differed: number;
}

/**
 * One step of the listing rebuild.
 */
export interface RebuildRequest {
	run_id: number;
	fence: number;
}

/**
 * Somebody or something tried to change a field that Salesforce owns, and it stayed as it was.
 */
export interface RefusedEdit {
	id: number;
	external_id: string;
	post_id: number;
	title: string | null;
	target: string;
	label: string;
	by: string | null;
	door: string | null;
	at_ms: number;
}

/**
 * A mapping leaves the sync: its listings are kept as they are, or become drafts.
 */
export interface RetirementRequest {
	listings: 'keep' | 'draft';
}

/**
 * What hangs on a mapping that may leave the sync, or left it: records with a listing, and records that wait for one.
 */
export interface Retirement {
	mapping_id: string;
	name: string;
	is_current: boolean;
	listed: number;
	waiting: number;
	sentence: string;
}

/**
 * A record that was refused: tried again, or left to a person.
 */
export interface RetryEntry {
	id: number;
	external_id: string;
	mapping_id: string;
	title: string | null;
	state: 'due' | 'dead' | 'skipped';
	attempts_left: number;
	/**
	 * When it is tried again; null: not by itself.
	 */
	next_ms: number | null;
	failure: {
		kind: 'config' | 'auth' | 'rate_limit' | 'transient' | 'record' | 'bug';
		code: string;
		message: string;
		/**
		 * @maxItems 10
		 */
		actions: string[];
		details?: {
			[k: string]: unknown;
		};
	};
	created_ms: number;
	updated_ms: number;
}

/**
 * How many retry entries an action reached.
 */
export interface RetryAnswer {
	changed: number;
}

/**
 * Which retry entries an action is for.
 */
export interface RetryRequest {
	/**
	 * @minItems 1
	 * @maxItems 1000
	 */
	ids: number[];
}

/**
 * Back to what a listing said once this version had been applied; no targets: all of it.
 */
export interface RollBackRequest {
	version_id: number;
	/**
	 * @maxItems 200
	 */
	targets?: string[];
	reason: string;
}

/**
 * What happened to one record in one run.
 */
export interface RunItem {
	id: number;
	run_id: number;
	mapping_id: string;
	external_id: string;
	outcome: 'created' | 'updated' | 'unchanged' | 'withdrawn' | 'held' | 'rejected' | 'waiting' | 'stale' | 'ignored';
	post_id: number | null;
	title: string | null;
	failure: {
		kind: 'config' | 'auth' | 'rate_limit' | 'transient' | 'record' | 'bug';
		code: string;
		message: string;
		/**
		 * @maxItems 10
		 */
		actions: string[];
		details?: {
			[k: string]: unknown;
		};
	} | null;
	at_ms: number;
	/**
	 * Where a refused record stands in the list of retries; absent when it is not tried again.
	 */
	retry?: {
		id: number;
		state: 'due' | 'dead' | 'skipped';
		attempts_left: number;
		next_ms: number | null;
	};
	/**
	 * Of a rehearsal: what would change, field by field.
	 *
	 * @maxItems 60
	 */
	diff?: {
		field: string;
		label: string;
		before: string | null;
		after: string | null;
	}[];
}

/**
 * What "Sync now" asks for: a sync, or with kind backfill a part read again; with rehearsal what it would change.
 */
export interface RunRequest {
	kind?: 'incremental' | 'backfill';
	rehearsal?: boolean;
	/**
	 * For a backfill. Without objects all are meant; ids go with neither range nor condition; created_to_ms is no longer in the range.
	 */
	options?: {
		/**
		 * @maxItems 100
		 */
		objects?: string[];
		created_from_ms?: number;
		created_to_ms?: number;
		condition?: string;
		/**
		 * @maxItems 10000
		 */
		ids?: string[];
	};
}

/**
 * A run as screens and commands see it.
 */
export interface Run {
	id: number;
	tenant_id: number;
	kind: 'incremental' | 'backfill' | 'rebuild' | 'reconciliation' | 'refresh';
	trigger: string;
	state: 'queued' | 'claimed' | 'succeeded' | 'failed' | 'cancelled';
	phase: string | null;
	done: number;
	total: number | null;
	counts: {
		[k: string]: number;
	};
	api_calls: number;
	failure: {
		kind: 'config' | 'auth' | 'rate_limit' | 'transient' | 'record' | 'bug';
		code: string;
		message: string;
		/**
		 * @maxItems 10
		 */
		actions: string[];
		details?: {
			[k: string]: unknown;
		};
	} | null;
	requested_by: string | null;
	sentence: string;
	created_ms: number;
	started_ms: number | null;
	heartbeat_ms: number | null;
	finished_ms: number | null;
	options?: {
		rehearsal?: boolean;
		approves_run?: number;
		/**
		 * @maxItems 100
		 */
		objects?: string[];
		created_from_ms?: number;
		created_to_ms?: number;
		condition?: string;
		/**
		 * @maxItems 10000
		 */
		ids?: string[];
	};
	outcome?: string | null;
}

/**
 * What an admin may set; what is absent stays.
 */
export interface SettingsRequest {
	worker_mode?: 'pull' | 'ping' | 'spawn' | 'cron';
	ping_url?: string | null;
	delete_data_on_uninstall?: boolean;
}

/**
 * What an admin chose for the whole site.
 */
export interface Settings {
	worker_mode: 'pull' | 'ping' | 'spawn' | 'cron';
	ping_url: string | null;
	delete_data_on_uninstall: boolean;
	spawn_available: boolean;
}

/**
 * A show that was asked for: what is still to be read, and what came of the rest.
 */
export interface ShowSync {
	subject: {
		tenant_id: number;
		external_id: string;
		post_id: number | null;
		title: string | null;
		state: 'live' | 'held' | 'waiting' | 'tombstone' | 'outside' | 'excluded' | 'unknown';
		mapping_id: string | null;
	};
	run_id: number | null;
	asked: number;
	asked_ms: number | null;
	waiting: number;
	outcomes: {
		external_id: string;
		title: string | null;
		outcome: string;
		run_id: number;
		message: string | null;
		actions: string[];
	}[];
	sentence: string;
}

/**
 * The answer to the copied-site question.
 */
export interface SiteRequest {
	answer: 'moved' | 'copy';
}

/**
 * Something that holds the whole sync back, or part of every record: what it is, what to do, and what a button can do about it.
 */
export interface StandingProblem {
	code: string;
	title: string;
	message: string;
	actions: string[];
	since_ms: number | null;
	/**
	 * When the sync goes on by itself; null: it does not, or it never stopped.
	 */
	until_ms: number | null;
	run_id: number | null;
	mapping_id: string | null;
	cure: 'sync_now' | 'test_connection' | 'read_again' | null;
}

/**
 * A record somebody asks about, known to this site or not.
 */
export interface Subject {
	tenant_id: number;
	external_id: string;
	post_id: number | null;
	title: string | null;
	state: 'live' | 'held' | 'waiting' | 'tombstone' | 'outside' | 'excluded' | 'unknown';
	mapping_id: string | null;
}

/**
 * The fields that were changed.
 */
export interface Targets {
	targets: string[];
}

/**
 * A new tenant.
 */
export interface TenantRequest {
	name: string;
}

/**
 * An organisation with a Salesforce connection of its own.
 */
export interface Tenant {
	id: number;
	name: string;
	state: 'active' | 'paused';
}

/**
 * How often a tenant is read again as a whole.
 */
export interface TimetableRequest {
	every: 'off' | 'nightly' | 'weekly';
}

/**
 * When a tenant is read again as a whole, to repair what drifted.
 */
export interface Timetable {
	every: 'off' | 'nightly' | 'weekly';
	default: 'off' | 'nightly' | 'weekly';
	/**
	 * Null: not by itself.
	 */
	next_ms: number | null;
	last_run_id: number | null;
	last_ms: number | null;
	/**
	 * By which clock the night is meant.
	 */
	timezone: string;
}

/**
 * A fresh Salesforce access token.
 */
export interface TokenAnswer {
	access_token: string;
	instance_url: string;
	generation: number;
	api_version: string;
	org_id: string | null;
}

/**
 * Salesforce refused a token of this generation: the next one, once.
 */
export interface TokenRequest {
	run_id: number;
	fence: number;
	failed_generation: number;
}

/**
 * What a person decides about a record held as a twin: list it too, let it take a post over, or leave it out.
 */
export interface TwinRequest {
	decision: 'separate' | 'link' | 'exclude';
	post_id?: number;
}

/**
 * A record after a person decided about it.
 */
export interface Twin {
	external_id: string;
	state: string;
	post_id: number | null;
}

/**
 * How many records were listed for a person, and how many left that list.
 */
export interface VisibilityAnswer {
	unseen: number;
	seen: number;
}

/**
 * Listed records that Salesforce does not show any more, deleted or not, and those that it shows again.
 */
export interface VisibilityRequest {
	run_id: number;
	fence: number;
	mapping_id: string;
	/**
	 * @maxItems 5000
	 */
	unseen: string[];
	/**
	 * @maxItems 5000
	 */
	seen: string[];
}

/**
 * From the org to the page: where a show is lost, and the cure.
 */
export interface WhyNot {
	subject: {
		tenant_id: number;
		external_id: string;
		post_id: number | null;
		title: string | null;
		state: 'live' | 'held' | 'waiting' | 'tombstone' | 'outside' | 'excluded' | 'unknown';
		mapping_id: string | null;
	};
	is_listed: boolean;
	broken: string | null;
	sentence: string;
	links: {
		key: string;
		label: string;
		state: 'ok' | 'broken' | 'unknown';
		message: string;
		actions: string[];
	}[];
}

/**
 * A new worker key with its connection string, shown once.
 */
export interface WorkerKeyCreated {
	key: string;
	label: string;
	connection: string;
	command: string;
}

/**
 * A key for a worker.
 */
export interface WorkerKeyRequest {
	label?: string;
}

/**
 * A key of a worker as screens see it; its secret never leaves after creation.
 */
export interface WorkerKey {
	key: string;
	label: string;
	created_ms: number;
	created_by: string | null;
	last_seen_ms: number | null;
}
