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

/** The worker’s door of WordPress, one method a route. A lost lease throws LeaseLost, all else SyncFailure. */
export interface WordPress {
	claim( request: ClaimRequest ): Promise< ClaimAnswer >;
	/** The rest needs a lease: the same door, under the token of a run. */
	forRun( runToken: string ): LeasedWordPress;
}

export interface LeasedWordPress {
	heartbeat( request: HeartbeatRequest ): Promise< HeartbeatAnswer >;
	token( request: TokenRequest ): Promise< TokenAnswer >;
	offer( request: OfferRequest ): Promise< OfferAnswer >;
	/** Throws DeliveryTooLarge on 413, and unsent where its packed body is above `mostBytes`: the caller halves and sends again. */
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

export class DeliveryTooLarge extends Error {}
