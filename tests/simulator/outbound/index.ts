import type { Knobs } from '../control/knobs';
import type { Org } from '../org/org';

/** Outbound messages and Flow call-outs. */
export class Outbound {
	constructor( readonly org: Org ) {}

	clear(): void {}

	close(): Promise< void > {
		return Promise.resolve();
	}
}

export const outboundKnobs: Knobs = {};
