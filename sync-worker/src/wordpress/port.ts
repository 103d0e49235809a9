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
	RebuildAnswer,
	RebuildRequest,
	TokenAnswer,
	TokenRequest,
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
	/** Throws DeliveryTooLarge on 413: the caller halves and sends again. */
	deliver( delivery: Delivery ): Promise< Outcomes >;
	/** The next page of a long inbox. */
	inbox( request: InboxRequest ): Promise< InboxAnswer >;
	rebuild( request: RebuildRequest ): Promise< RebuildAnswer >;
	complete( request: CompleteRequest ): Promise< CompleteAnswer >;
}

export class DeliveryTooLarge extends Error {}
