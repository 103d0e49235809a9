import type { Org } from '../org/org';
import type { Person } from '../org/people';
import { isWithin } from './addresses';
import type { App } from './apps';
import { OAuthError } from './errors';
import { isSame } from './form';

const failure = ( description: string ): OAuthError => new OAuthError( 'invalid_grant', description );

export const isAtHomeFor = ( person: Person, address: string ): boolean => person.ipRange === null || isWithin( person.ipRange, address );

/** Refuses people who may not come in at all, whatever they know (§1.3). */
export function refuseUnwelcome( org: Org, person: Person, address: string ): void {
	if ( ! org.worksHere( person.userId ) ) {
		throw failure( 'inactive user' );
	}
	if ( person.locked ) {
		throw failure( 'user is locked' );
	}
	if ( ! isAtHomeFor( person, address ) ) {
		throw failure( 'ip restricted' );
	}
}

export function isWelcome( org: Org, person: Person, address: string ): boolean {
	return org.worksHere( person.userId ) && ! person.locked && isAtHomeFor( person, address );
}

/** Refuses an app that nobody has approved for this person: an administrator, or the person at some earlier time. */
export function refuseUnapproved( org: Org, app: App, person: Person ): void {
	if ( app.policy === 'admin-approved' && ! person.approved ) {
		throw new OAuthError( 'invalid_app_access', 'user is not admin approved to access this app' );
	}
	if ( app.policy === 'self-authorize' && ! org.grants.hasAllowed( app, person.userId, org.clock.now() ) ) {
		throw failure( "user hasn't approved this consumer" );
	}
}

export interface Login {
	username: string;
	password: string;
}

/** Who has this name and this password, as a browser asks for them. */
export function personWith( org: Org, { username, password }: Login ): Person | undefined {
	const person = org.personNamed( username.trim() );
	return person && isSame( password, person.password ) ? person : undefined;
}

/** In the API the security token may follow the password: only trusted addresses go without it. */
export function personOverApi( org: Org, { username, password }: Login ): Person | undefined {
	const person = org.personNamed( username.trim() );
	return person && ( isSame( password, person.password ) || isSame( password, person.password + person.securityToken ) ) ? person : undefined;
}
