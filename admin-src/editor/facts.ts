/** What the page's source says about the post being edited; written by PHP (Admin\Editor\SourceFacts). */
export interface LockedField {
	readonly target: string;
	readonly label: string;
	readonly reason: string;
	/** The names of the terms, for an owned taxonomy. */
	readonly terms?: readonly string[];
}

export interface SourceFacts {
	readonly post_id: number;
	readonly last_synced: string;
	readonly record_url: string | null;
	readonly external_id: string;
	/** For administrators: the screen that explains this show. */
	readonly why_url: string | null;
	readonly contact: string;
	readonly is_withdrawn: boolean;
	readonly locked: readonly LockedField[];
}

declare global {
	interface Window {
		callboardEditor?: SourceFacts;
	}
}

export const readFacts = (): SourceFacts | null => window.callboardEditor ?? null;

export const lockedTarget = ( facts: SourceFacts, target: string ): LockedField | undefined => facts.locked.find( ( field ) => field.target === target );
