import type { Answer, Ask } from '../http/message';
import type { Org } from '../org/org';
import type { World } from '../world';
import { EventBus } from './bus';
import { ChangeData } from './change-data';
import type { Stream } from './channels';
import { CometServer } from './cometd/server';
import { PlatformEvents } from './platform';
import { PubSubServer } from './pubsub/server';
import { Schemas } from './schemas';

export { channelsOf } from './cometd/messages';
export { eventKnobs } from './knobs';
export { eventRoutes } from './routes';

const TICK_MS = 200;

/** Change events, platform events, and who listens to them. */
export class Events implements Stream {
	readonly bus: EventBus;
	readonly schemas: Schemas;
	readonly changes: ChangeData;
	readonly platform: PlatformEvents;
	readonly comet: CometServer;
	readonly pubsub: PubSubServer;
	/** Slow transactions commit when their time has come, though nobody but a listener is there. */
	private readonly ticking: NodeJS.Timeout;

	/** `selected`: entities whose changes are captured from the start. */
	constructor(
		readonly org: Org,
		selected: readonly string[] = []
	) {
		this.bus = new EventBus( org.clock );
		this.schemas = new Schemas( () => org.catalogue );
		this.changes = new ChangeData( org, this.bus, this.schemas, selected );
		this.platform = new PlatformEvents( org, this.bus, this.schemas );
		this.comet = new CometServer( this );
		this.pubsub = new PubSubServer( this );
		org.onCommit( ( commit ) => {
			this.platform.capture( commit );
			this.changes.capture( commit );
		} );
		this.ticking = setInterval( () => {
			if ( this.comet.heldCount + this.pubsub.streamCount > 0 ) {
				org.settleTransactions();
			}
		}, TICK_MS ).unref();
	}

	/** Captures the changes of one more entity; throws an ApiError for one too many (§12.4). */
	selectEntity( name: string ): string {
		return this.changes.select( name );
	}

	unselectEntity( name: string ): void {
		this.changes.unselect( name );
	}

	/** Another org: nobody is known any more, nothing is retained. */
	clear(): void {
		this.bus.clear();
		this.schemas.clear();
		this.changes.clear();
		this.platform.clear();
		this.comet.clear();
		this.pubsub.clear();
	}

	/** The sandbox is copied anew: what is defined and selected stays, the stream does not. */
	refresh(): void {
		this.bus.clear();
		this.comet.clear();
		this.pubsub.clear();
	}

	async close(): Promise< void > {
		clearInterval( this.ticking );
		this.comet.forget();
		await this.pubsub.close();
	}
}

export const cometd = ( ask: Ask, world: World ): Promise< Answer > => world.events.comet.answer( ask, world.url.startsWith( 'https:' ) );
