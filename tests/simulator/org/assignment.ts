import { toId18 } from './ids';

interface Rule {
	id: string;
	ownerId: string;
}

/** `Sforce-Auto-Assign`: the active rule, none, or the rule with this id. */
export type Assign = boolean | string;

/** Who gets the leads and cases that come in through the API: one active rule for each object (§2.1). */
export class AssignmentRules {
	private readonly rules = new Map< string, Rule >();

	/** Answers the id of the rule. */
	set( object: 'Lead' | 'Case', ownerId: string ): string {
		const rule = { id: toId18( `01Q5e000000${ object === 'Lead' ? 'LEAD' : 'CASE' }` ), ownerId };
		this.rules.set( object, rule );
		return rule.id;
	}

	remove( object: string ): void {
		this.rules.delete( object );
	}

	ownerFor( object: string, assign: Assign ): string | null {
		const rule = this.rules.get( object );
		const applies = typeof assign === 'string' ? rule?.id.slice( 0, 15 ) === assign.slice( 0, 15 ) : assign;
		return rule && applies ? rule.ownerId : null;
	}

	clear(): void {
		this.rules.clear();
	}
}
