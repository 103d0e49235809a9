import { Sessions } from '../oauth/sessions';
import { publicKeyOf, type App } from '../oauth/assertion';
import { OrgClock, toStamp, type ClockOptions } from './clock';
import { toId18 } from './ids';
import { allObjects } from './objects';
import { Schema } from './schema';
import { Store } from './store';
import { Writer } from './write';

export const ORGANIZATION_ID = toId18( '00D5e00000CaLLb' );
export const USER_ID = toId18( '0055e00000InTgr' );
export const CONSUMER_KEY = '3MVG9CallboardSimulatorConsumerKey.0123456789';
export const USERNAME = 'integration@callboard.example';
const DAILY_API_LIMIT = 100_000;

/** One Salesforce org: who may come in, what it stores, what time it is there, what it counted. */
export class Org {
	readonly clock: OrgClock;
	readonly app: App;
	readonly sessions = new Sessions( ORGANIZATION_ID );
	readonly zone = 'America/New_York';
	schema!: Schema;
	store!: Store;
	writer!: Writer;
	apiCalls = 0;
	apiLimit = DAILY_API_LIMIT;
	/** Pages of exactly this many rows, for tests; Salesforce itself never goes below 200. */
	exactBatchSize: number | null = null;

	constructor( certificatePem: string, clock: ClockOptions ) {
		this.clock = new OrgClock( clock );
		this.app = {
			consumerKey: CONSUMER_KEY,
			certificates: [ publicKeyOf( certificatePem ) ],
		};
		this.empty();
	}

	/** Back to an org with nobody's rows in it. */
	empty(): void {
		const objects = allObjects();
		this.schema = new Schema( objects, this.clock.now() );
		this.store = new Store( objects );
		this.writer = new Writer( this.schema, this.store, this.clock, USER_ID );
		this.apiCalls = 0;
		this.apiLimit = DAILY_API_LIMIT;
		this.settle();
	}

	registerCertificate( certificatePem: string ): void {
		this.app.certificates.push( publicKeyOf( certificatePem ) );
	}

	private settle(): void {
		const stamp = toStamp( Date.UTC( 2020, 0, 6, 9 ) );
		const row = ( type: string, id: string, fields: Record< string, string | boolean | null > ): void =>
			this.store.insert( {
				id,
				type,
				values: {
					Id: id,
					IsDeleted: false,
					CreatedDate: stamp,
					CreatedById: USER_ID,
					LastModifiedDate: stamp,
					LastModifiedById: USER_ID,
					SystemModstamp: stamp,
					TimeZoneSidKey: this.zone,
					LanguageLocaleKey: 'en_US',
					...fields,
				},
				deleted: false,
				deletedAt: null,
				deletedWith: null,
			} );
		row( 'Organization', ORGANIZATION_ID, {
			Name: 'The Callboard Playhouse',
			OrganizationType: 'Developer Edition',
			InstanceName: 'CB1',
			IsSandbox: false,
			NamespacePrefix: null,
			TrialExpirationDate: null,
			DefaultLocaleSidKey: 'en_US',
		} );
		row( 'User', USER_ID, {
			Username: USERNAME,
			FirstName: 'Callboard',
			LastName: 'Integration',
			Name: 'Callboard Integration',
			Email: USERNAME,
			Alias: 'callb',
			IsActive: true,
			LocaleSidKey: 'en_US',
			UserType: 'Standard',
		} );
	}
}
