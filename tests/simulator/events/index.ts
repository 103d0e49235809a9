import type { Answer, Ask } from '../http/message';
import type { Route } from '../rest/context';
import type { Org } from '../org/org';
import type { World } from '../world';

/** Change events, platform events, and who listens to them. */
export class Events {
	constructor( readonly org: Org ) {}

	clear(): void {}

	close(): Promise< void > {
		return Promise.resolve();
	}
}

export const eventRoutes: Route[] = [];

export const cometd = ( _ask: Ask, _world: World ): Promise< Answer > => Promise.resolve( { status: 404 } );
