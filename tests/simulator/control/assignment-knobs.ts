import { required, textOf, type Knobs } from './knobs';

/** An administrator's assignment rule: new leads or cases go to this person; without one, nobody is put in charge. */
export const assignmentKnobs: Knobs = {
	'POST assignment': ( { org }, body ) => {
		const object = required( body, 'object' );
		if ( object !== 'Lead' && object !== 'Case' ) {
			throw new TypeError( 'Assignment rules are for Lead and Case.' );
		}
		const username = textOf( body, 'username' );
		if ( username === undefined ) {
			org.assignment.remove( object );
			return { ok: true };
		}
		const person = org.personNamed( username );
		if ( ! person ) {
			throw new TypeError( `Nobody is called ${ username }.` );
		}
		return { rule: org.assignment.set( object, person.userId ) };
	},
};
