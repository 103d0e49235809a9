import { cascade } from '../../notation';
import type { SObject } from '../../schema';
import { DELETED, described, ID, OWNER, STAMPS, WHAT } from './parts';

const RECURRENCE = `
	RecurrenceTimeZoneSidKey:picklist(40)/cunfsgaR
	RecurrenceType:picklist(40)/cunfsgaR
	RecurrenceInterval:int{d9}/cunfsga
	RecurrenceDayOfWeekMask:int{d9}/cunfsga
	RecurrenceDayOfMonth:int{d9}/cunfsga
	RecurrenceInstance:picklist(40)/cunfsgaR
	RecurrenceMonthOfYear:picklist(40)/cunfsgaR`;

const RECURRENCE_VALUES = {
	RecurrenceTimeZoneSidKey: 'America/New_York | America/Chicago | America/Denver | America/Los_Angeles | Europe/London | Europe/Berlin | GMT',
	RecurrenceType: 'RecursDaily | RecursEveryWeekday | RecursMonthly | RecursMonthlyNth | RecursWeekly | RecursYearly | RecursYearlyNth',
	RecurrenceInstance: 'First | Second | Third | Fourth | Last',
	RecurrenceMonthOfYear: 'January | February | March | April | May | June | July | August | September | October | November | December',
};

// §11.1, the real describe.
const EVENT_FIELDS = `
	${ ID }
	WhoId:reference(18)/cunfsgap →Contact,Lead as Who
	WhatId:reference(18)/cunfsgap →${ WHAT } as What
	Subject:combobox(255)/cunfsaN
	Location:string(255)/cunfsgap
	IsAllDayEvent:boolean/cudfsgp
	ActivityDateTime:datetime/cunfsa
	ActivityDate:date/cunfsg
	DurationInMinutes:int{d8}/cunfsga
	StartDateTime:datetime/cunfsa
	EndDateTime:datetime/cunfsa
	EndDate:date/nfsga
	Description:textarea(32000)/cunp
	AccountId:reference(18)/nfsga →Account as Account
	OwnerId:reference(18)/cudfsga →Calendar,User as Owner
	IsPrivate:boolean/cudfsg
	ShowAs:picklist(40)/cundfsgaR
	${ DELETED }
	IsChild:boolean/dfsg
	IsGroupEvent:boolean/dfsg
	GroupEventType:picklist(40)/ndfsgaR
	${ STAMPS }
	IsArchived:boolean/dfsg
	RecurrenceActivityId:reference(18)/nfsga →Event as None
	IsRecurrence:boolean/cdfsg
	RecurrenceStartDateTime:datetime/cunfsa
	RecurrenceEndDateOnly:date/cunfsga
	${ RECURRENCE }
	ReminderDateTime:datetime/cunfsa
	IsReminderSet:boolean/cudfsg
	EventSubtype:picklist(40)/cnfsgaR
	IsRecurrence2Exclusion:boolean/dfsg
	Recurrence2PatternText:textarea(512)/cn
	Recurrence2PatternVersion:picklist(40)/nfsgaR
	IsRecurrence2:boolean/dfsg
	IsRecurrence2Exception:boolean/dfsg
	Recurrence2PatternStartDate:datetime/nfsa
	Recurrence2PatternTimeZone:string(255)/nfsga
`;

export const event = (): SObject =>
	described( { name: 'Event', labels: [ 'Event', 'Events' ], keyPrefix: '00U' }, EVENT_FIELDS, {
		values: {
			Subject: 'Call | Email | Meeting | Send Letter/Quote | Other',
			ShowAs: 'Busy* | OutOfOffice | Free',
			GroupEventType: '0* | 1 | 2 | 3',
			EventSubtype: 'Event*',
			Recurrence2PatternVersion: '1 | 2',
			...RECURRENCE_VALUES,
		},
		children: { WhoId: cascade( 'Events' ), WhatId: cascade( 'Events' ) },
	} );

// §11.2: the real type list; flags by the rules of §2.4 and after Event's.
const TASK_FIELDS = `
	${ ID }
	WhoId:reference(18)/cunfsgap →Contact,Lead as Who
	WhatId:reference(18)/cunfsgap →${ WHAT } as What
	Subject:combobox(255)/cunfsaN
	ActivityDate:date/cunfsgap
	Status:picklist(255)/cudfsga
	Priority:picklist(255)/cudfsga
	IsHighPriority:boolean/dfsg
	${ OWNER }
	Description:textarea(32000)/cunp
	${ DELETED }
	AccountId:reference(18)/nfsga →Account as Account
	IsClosed:boolean/dfsg
	${ STAMPS }
	IsArchived:boolean/dfsg
	CallDurationInSeconds:int{d8}/cunfsga
	CallType:picklist(40)/cunfsgaR
	CallDisposition:string(255)/cunfsga
	CallObject:string(255)/cunfsga
	ReminderDateTime:datetime/cunfsa
	IsReminderSet:boolean/cudfsg
	RecurrenceActivityId:reference(18)/nfsga →Task as None
	IsRecurrence:boolean/cdfsg
	RecurrenceStartDateOnly:date/cunfsga
	RecurrenceEndDateOnly:date/cunfsga
	${ RECURRENCE }
	RecurrenceRegeneratedType:picklist(40)/cunfsgaR
	TaskSubtype:picklist(40)/cnfsgaR
	CompletedDateTime:datetime/nfsa
`;

export const task = (): SObject =>
	described( { name: 'Task', labels: [ 'Task', 'Tasks' ], keyPrefix: '00T' }, TASK_FIELDS, {
		values: {
			Subject: 'Call | Email | Send Letter | Send Quote | Other',
			Status: 'Not Started* | In Progress | Completed | Waiting on someone else | Deferred',
			Priority: 'High | Normal* | Low',
			CallType: 'Internal | Inbound | Outbound',
			TaskSubtype: 'Task* | Email | ListEmail | Cadence | Call | LinkedIn',
			RecurrenceRegeneratedType: 'RecurrenceRegenerateAfterDueDate | RecurrenceRegenerateAfterToday | Recurrence Regenerated',
			...RECURRENCE_VALUES,
		},
		children: { WhoId: cascade( 'Tasks' ), WhatId: cascade( 'Tasks' ) },
		more: { ActivityDate: { label: 'Due Date Only' } },
	} );
