import type {
	ClaimAnswer,
	ClaimRequest,
	CompleteAnswer,
	CompleteRequest,
	Delivery,
	HeartbeatAnswer,
	HeartbeatRequest,
	InboxAnswer,
	InboxRequest,
	OfferAnswer,
	OfferRequest,
	Outcomes,
	PresenceAnswer,
	PresenceRequest,
	RebuildAnswer,
	RebuildRequest,
	TokenAnswer,
	TokenRequest,
	VisibilityAnswer,
	VisibilityRequest,
} from '../contract';
import { SyncFailure } from '../failure';

/** The worker’s door of WordPress, one method a route. A lost lease throws LeaseLost, all else SyncFailure. */
export interface WordPress {
	claim( request: ClaimRequest ): Promise< ClaimAnswer >;
	/** The rest needs a lease: the same door, under the token of a run. */
	forRun( runToken: string ): LeasedWordPress;
}

export interface LeasedWordPress {
	heartbeat( request: HeartbeatRequest ): Promise< HeartbeatAnswer >;
	token( request: TokenRequest ): Promise< TokenAnswer >;
	/** Throws BodyTooLarge on 413. */
	offer( request: OfferRequest ): Promise< OfferAnswer >;
	/** Throws BodyTooLarge on 413, and unsent where its packed body is above `mostBytes`: the caller halves and sends again. */
	deliver( delivery: Delivery, mostBytes: number ): Promise< Outcomes >;
	/** The next page of a long inbox. */
	inbox( request: InboxRequest ): Promise< InboxAnswer >;
	rebuild( request: RebuildRequest ): Promise< RebuildAnswer >;
	/** A page of what WordPress knows of a mapping’s records. */
	presence( request: PresenceRequest ): Promise< PresenceAnswer >;
	/** Listed records that Salesforce does not show any more, or shows again. */
	visibility( request: VisibilityRequest ): Promise< VisibilityAnswer >;
	complete( request: CompleteRequest ): Promise< CompleteAnswer >;
}

/** More than WordPress, or what stands before it, takes at once: who can send less does, for all others it is a failure in words. */
export class BodyTooLarge extends SyncFailure {
	public constructor( details?: Record< string, unknown > ) {
		super( {
			kind: 'config',
			code: 'wordpress_body_too_large',
			message: 'WordPress refused a request as too large.',
			actions: [ 'Raise client_max_body_size or post_max_size of the web server to 2 MB.' ],
			...( details ? { details } : {} ),
		} );
	}
}
