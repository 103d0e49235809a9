// Generated from plugin/contract by `npm run contract`; do not edit.
"use strict";
exports.ClaimAnswer = validate10;
const schema11 = {"title":"ClaimAnswer","description":"Work under a lease, or none. run is null when nothing is due.","type":"object","additionalProperties":false,"required":["protocol","site","next_poll_seconds","run"],"properties":{"protocol":{"type":"integer","minimum":0},"site":{"type":"string","maxLength":500},"next_poll_seconds":{"type":"integer","minimum":0},"run":{"type":["object","null"],"additionalProperties":false,"required":["id","tenant_id","tenant","kind","trigger","fence","token","lease_expires_ms","resume"],"properties":{"id":{"type":"integer","minimum":0},"tenant_id":{"type":"integer","minimum":0},"tenant":{"type":"string","maxLength":200},"kind":{"type":"string","enum":["incremental","backfill","rebuild","reconciliation","refresh"]},"trigger":{"type":"string","maxLength":32},"fence":{"type":"integer","minimum":0},"token":{"type":"string","maxLength":200},"lease_expires_ms":{"type":"integer","minimum":0},"resume":{"type":["object","null"],"additionalProperties":true},"options":{"type":"object","additionalProperties":false,"properties":{"rehearsal":{"type":"boolean"},"approves_run":{"type":"integer","minimum":1},"objects":{"type":"array","items":{"type":"string","maxLength":64,"pattern":"^[a-z0-9][a-z0-9-]*$"},"maxItems":100},"created_from_ms":{"type":"integer","minimum":0},"created_to_ms":{"type":"integer","minimum":0},"condition":{"type":"string","maxLength":4000},"ids":{"type":"array","items":{"type":"string","pattern":"^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$"},"maxItems":10000}}}}},"salesforce":{"type":["object","null"],"additionalProperties":false,"required":["access_token","instance_url","generation","api_version","org_id"],"properties":{"access_token":{"type":"string","maxLength":4000},"instance_url":{"type":"string","maxLength":500},"generation":{"type":"integer","minimum":0},"api_version":{"type":"string","maxLength":8,"pattern":"^[0-9]{2,3}\\.0$"},"org_id":{"type":["string","null"],"maxLength":18}}},"mappings":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["id","version","name","direction","sobject","filter","record_types","post_type","withdrawal","timezone","natural_key","order","fields"],"properties":{"id":{"type":"string","maxLength":64,"pattern":"^[a-z0-9][a-z0-9-]*$"},"version":{"type":"integer","minimum":1},"name":{"type":"string","maxLength":200},"direction":{"type":"string","enum":["in"]},"sobject":{"type":"string","maxLength":100,"pattern":"^[A-Za-z][A-Za-z0-9_]*$"},"filter":{"type":["string","null"],"maxLength":4000},"record_types":{"type":"array","items":{"type":"string","maxLength":80},"maxItems":50},"post_type":{"type":"string","maxLength":20,"pattern":"^[a-z0-9_-]+$"},"withdrawal":{"type":"string","enum":["draft","trash","keep"]},"timezone":{"type":["string","null"],"maxLength":64},"adopt":{"type":"string","maxLength":200,"pattern":"^(off|natural_key|meta:[A-Za-z0-9_-]+)$","description":"Which posts from before Callboard a new record takes over: those whose meta field holds its Salesforce id (meta:<key>), or those that say the same by title, venue, start and natural key (natural_key)."},"natural_key":{"type":["string","null"],"maxLength":200,"pattern":"^(title|content|excerpt|slug|status|parent|image|(meta|acf|taxonomy):[A-Za-z0-9_-]+)$"},"order":{"type":"integer","minimum":0,"maximum":1000},"fields":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["to","owner","empty"],"properties":{"to":{"type":"string","maxLength":200,"pattern":"^(title|content|excerpt|slug|status|parent|image|(meta|acf|taxonomy):[A-Za-z0-9_-]+)$"},"from":{"type":"string","maxLength":500,"pattern":"^[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*){0,5}$"},"expression":{"type":"string","maxLength":4000},"transforms":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"type":"string","maxLength":64},"options":{"type":"object","additionalProperties":true}}},"maxItems":10},"owner":{"type":"string","enum":["salesforce","wordpress","newest","fill_if_empty"]},"empty":{"type":"string","enum":["clear","keep","default","reject"]},"default":{"type":["string","number","boolean","null"]},"label":{"type":"string","maxLength":200}}},"minItems":1,"maxItems":500}}}},"watermarks":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["mapping_id","stamp_ms","deleted_covered_ms","swept_ms"],"properties":{"mapping_id":{"type":"string","maxLength":64},"stamp_ms":{"type":["integer","null"],"minimum":0},"deleted_covered_ms":{"type":["integer","null"],"minimum":0},"swept_ms":{"type":["integer","null"],"minimum":0}}}},"columns":{"description":"Of the mappings whose object does not tell its state by SystemModstamp and IsDeleted: by which fields it does.","type":"array","items":{"type":"object","additionalProperties":false,"required":["mapping_id","state_fields"],"properties":{"mapping_id":{"type":"string","maxLength":64},"state_fields":{"type":"array","minItems":1,"maxItems":3,"items":{"type":"string","enum":["SystemModstamp","LastModifiedDate","CreatedDate","IsDeleted","MasterRecordId"]}}}}},"currencies":{"description":"Of the mappings that read amounts: which of their paths name a record's currency in this org, and the currency of all other amounts, as a worker found them.","type":"array","items":{"type":"object","additionalProperties":false,"required":["mapping_id","fields","org"],"properties":{"mapping_id":{"type":"string","maxLength":64},"fields":{"type":"array","maxItems":500,"items":{"type":"string","maxLength":500}},"org":{"description":"null: the org does not tell.","type":["string","null"],"maxLength":3}}}},"known":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["mapping_id","records"],"properties":{"mapping_id":{"type":"string","maxLength":64},"records":{"type":"array","items":{"type":"array","items":{"type":["string","integer","boolean"]},"minItems":3,"maxItems":3},"maxItems":2000}}}},"inbox":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["mapping_id","ids"],"properties":{"mapping_id":{"type":"string","maxLength":64},"ids":{"type":"array","items":{"type":"string","pattern":"^[A-Za-z0-9]{18}$"},"maxItems":2050}}}},"inbox_next":{"description":"Ask for the next page of the inbox with this; null: there is no more for this run.","type":["string","null"],"maxLength":4000,"pattern":"^[0-9.]+$"},"limits":{"type":"object","additionalProperties":false,"required":["offer_records","delivery_bytes","overlap_seconds","sweep_overlap_seconds","sweep_every_seconds","lag_seconds","rebuild_step_seconds"],"properties":{"offer_records":{"type":"integer","minimum":0},"delivery_bytes":{"type":"integer","minimum":0},"overlap_seconds":{"type":"integer","minimum":0},"sweep_overlap_seconds":{"type":"integer","minimum":0},"sweep_every_seconds":{"type":"integer","minimum":0},"lag_seconds":{"type":"integer","minimum":0},"rebuild_step_seconds":{"type":"integer","minimum":0}}},"budget":{"description":"How many API calls this run may make, and when the next ones may follow.","type":"object","additionalProperties":false,"required":["calls","scope","resume_ms","org_share","org_resume_ms"],"properties":{"calls":{"type":"integer","minimum":1},"scope":{"description":"Which bound `calls` is: that of one run, or what is left of the tenant's day.","type":"string","enum":["run","day"]},"resume_ms":{"type":"integer","minimum":0},"org_share":{"description":"The part of the org's daily calls above which the rest is left to its other users.","type":"number","minimum":0,"maximum":1},"org_resume_ms":{"type":"integer","minimum":0},"bulk":{"description":"Whether the org's bulk limits leave room beside what its other users need, as GET /limits said within the hour. Absent: to be asked before a job is made.","type":"string","enum":["free","reserved"]}}}}};
const func2 = Object.prototype.hasOwnProperty;
const func3 = require("ajv/dist/runtime/ucs2length").default;
const pattern0 = new RegExp("^[a-z0-9][a-z0-9-]*$", "u");
const pattern1 = new RegExp("^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$", "u");
const pattern2 = new RegExp("^[0-9]{2,3}\\.0$", "u");
const pattern4 = new RegExp("^[A-Za-z][A-Za-z0-9_]*$", "u");
const pattern5 = new RegExp("^[a-z0-9_-]+$", "u");
const pattern6 = new RegExp("^(off|natural_key|meta:[A-Za-z0-9_-]+)$", "u");
const pattern7 = new RegExp("^(title|content|excerpt|slug|status|parent|image|(meta|acf|taxonomy):[A-Za-z0-9_-]+)$", "u");
const pattern9 = new RegExp("^[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*){0,5}$", "u");
const pattern10 = new RegExp("^[A-Za-z0-9]{18}$", "u");
const pattern11 = new RegExp("^[0-9.]+$", "u");

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((data.protocol === undefined) && (missing0 = "protocol")) || ((data.site === undefined) && (missing0 = "site"))) || ((data.next_poll_seconds === undefined) && (missing0 = "next_poll_seconds"))) || ((data.run === undefined) && (missing0 = "run"))){
validate10.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func2.call(schema11.properties, key0))){
validate10.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.protocol !== undefined){
let data0 = data.protocol;
const _errs2 = errors;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
validate10.errors = [{instancePath:instancePath+"/protocol",schemaPath:"#/properties/protocol/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs2){
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 < 0 || isNaN(data0)){
validate10.errors = [{instancePath:instancePath+"/protocol",schemaPath:"#/properties/protocol/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.site !== undefined){
let data1 = data.site;
const _errs4 = errors;
if(errors === _errs4){
if(typeof data1 === "string"){
if(func3(data1) > 500){
validate10.errors = [{instancePath:instancePath+"/site",schemaPath:"#/properties/site/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/site",schemaPath:"#/properties/site/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.next_poll_seconds !== undefined){
let data2 = data.next_poll_seconds;
const _errs6 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate10.errors = [{instancePath:instancePath+"/next_poll_seconds",schemaPath:"#/properties/next_poll_seconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs6){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
validate10.errors = [{instancePath:instancePath+"/next_poll_seconds",schemaPath:"#/properties/next_poll_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.run !== undefined){
let data3 = data.run;
const _errs8 = errors;
if((!(data3 && typeof data3 == "object" && !Array.isArray(data3))) && (data3 !== null)){
validate10.errors = [{instancePath:instancePath+"/run",schemaPath:"#/properties/run/type",keyword:"type",params:{type: schema11.properties.run.type},message:"must be object,null"}];
return false;
}
if(errors === _errs8){
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
let missing1;
if((((((((((data3.id === undefined) && (missing1 = "id")) || ((data3.tenant_id === undefined) && (missing1 = "tenant_id"))) || ((data3.tenant === undefined) && (missing1 = "tenant"))) || ((data3.kind === undefined) && (missing1 = "kind"))) || ((data3.trigger === undefined) && (missing1 = "trigger"))) || ((data3.fence === undefined) && (missing1 = "fence"))) || ((data3.token === undefined) && (missing1 = "token"))) || ((data3.lease_expires_ms === undefined) && (missing1 = "lease_expires_ms"))) || ((data3.resume === undefined) && (missing1 = "resume"))){
validate10.errors = [{instancePath:instancePath+"/run",schemaPath:"#/properties/run/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs10 = errors;
for(const key1 in data3){
if(!(func2.call(schema11.properties.run.properties, key1))){
validate10.errors = [{instancePath:instancePath+"/run",schemaPath:"#/properties/run/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs10 === errors){
if(data3.id !== undefined){
let data4 = data3.id;
const _errs11 = errors;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
validate10.errors = [{instancePath:instancePath+"/run/id",schemaPath:"#/properties/run/properties/id/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs11){
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
validate10.errors = [{instancePath:instancePath+"/run/id",schemaPath:"#/properties/run/properties/id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid1 = _errs11 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data3.tenant_id !== undefined){
let data5 = data3.tenant_id;
const _errs13 = errors;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
validate10.errors = [{instancePath:instancePath+"/run/tenant_id",schemaPath:"#/properties/run/properties/tenant_id/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs13){
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 0 || isNaN(data5)){
validate10.errors = [{instancePath:instancePath+"/run/tenant_id",schemaPath:"#/properties/run/properties/tenant_id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid1 = _errs13 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data3.tenant !== undefined){
let data6 = data3.tenant;
const _errs15 = errors;
if(errors === _errs15){
if(typeof data6 === "string"){
if(func3(data6) > 200){
validate10.errors = [{instancePath:instancePath+"/run/tenant",schemaPath:"#/properties/run/properties/tenant/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/run/tenant",schemaPath:"#/properties/run/properties/tenant/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid1 = _errs15 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data3.kind !== undefined){
let data7 = data3.kind;
const _errs17 = errors;
if(typeof data7 !== "string"){
validate10.errors = [{instancePath:instancePath+"/run/kind",schemaPath:"#/properties/run/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((((data7 === "incremental") || (data7 === "backfill")) || (data7 === "rebuild")) || (data7 === "reconciliation")) || (data7 === "refresh"))){
validate10.errors = [{instancePath:instancePath+"/run/kind",schemaPath:"#/properties/run/properties/kind/enum",keyword:"enum",params:{allowedValues: schema11.properties.run.properties.kind.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid1 = _errs17 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data3.trigger !== undefined){
let data8 = data3.trigger;
const _errs19 = errors;
if(errors === _errs19){
if(typeof data8 === "string"){
if(func3(data8) > 32){
validate10.errors = [{instancePath:instancePath+"/run/trigger",schemaPath:"#/properties/run/properties/trigger/maxLength",keyword:"maxLength",params:{limit: 32},message:"must NOT have more than 32 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/run/trigger",schemaPath:"#/properties/run/properties/trigger/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid1 = _errs19 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data3.fence !== undefined){
let data9 = data3.fence;
const _errs21 = errors;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
validate10.errors = [{instancePath:instancePath+"/run/fence",schemaPath:"#/properties/run/properties/fence/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs21){
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
validate10.errors = [{instancePath:instancePath+"/run/fence",schemaPath:"#/properties/run/properties/fence/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid1 = _errs21 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data3.token !== undefined){
let data10 = data3.token;
const _errs23 = errors;
if(errors === _errs23){
if(typeof data10 === "string"){
if(func3(data10) > 200){
validate10.errors = [{instancePath:instancePath+"/run/token",schemaPath:"#/properties/run/properties/token/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/run/token",schemaPath:"#/properties/run/properties/token/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid1 = _errs23 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data3.lease_expires_ms !== undefined){
let data11 = data3.lease_expires_ms;
const _errs25 = errors;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
validate10.errors = [{instancePath:instancePath+"/run/lease_expires_ms",schemaPath:"#/properties/run/properties/lease_expires_ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs25){
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
validate10.errors = [{instancePath:instancePath+"/run/lease_expires_ms",schemaPath:"#/properties/run/properties/lease_expires_ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid1 = _errs25 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data3.resume !== undefined){
let data12 = data3.resume;
const _errs27 = errors;
if((!(data12 && typeof data12 == "object" && !Array.isArray(data12))) && (data12 !== null)){
validate10.errors = [{instancePath:instancePath+"/run/resume",schemaPath:"#/properties/run/properties/resume/type",keyword:"type",params:{type: schema11.properties.run.properties.resume.type},message:"must be object,null"}];
return false;
}
var valid1 = _errs27 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data3.options !== undefined){
let data13 = data3.options;
const _errs30 = errors;
if(errors === _errs30){
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
const _errs32 = errors;
for(const key2 in data13){
if(!(((((((key2 === "rehearsal") || (key2 === "approves_run")) || (key2 === "objects")) || (key2 === "created_from_ms")) || (key2 === "created_to_ms")) || (key2 === "condition")) || (key2 === "ids"))){
validate10.errors = [{instancePath:instancePath+"/run/options",schemaPath:"#/properties/run/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs32 === errors){
if(data13.rehearsal !== undefined){
const _errs33 = errors;
if(typeof data13.rehearsal !== "boolean"){
validate10.errors = [{instancePath:instancePath+"/run/options/rehearsal",schemaPath:"#/properties/run/properties/options/properties/rehearsal/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid2 = _errs33 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data13.approves_run !== undefined){
let data15 = data13.approves_run;
const _errs35 = errors;
if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
validate10.errors = [{instancePath:instancePath+"/run/options/approves_run",schemaPath:"#/properties/run/properties/options/properties/approves_run/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs35){
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 < 1 || isNaN(data15)){
validate10.errors = [{instancePath:instancePath+"/run/options/approves_run",schemaPath:"#/properties/run/properties/options/properties/approves_run/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid2 = _errs35 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data13.objects !== undefined){
let data16 = data13.objects;
const _errs37 = errors;
if(errors === _errs37){
if(Array.isArray(data16)){
if(data16.length > 100){
validate10.errors = [{instancePath:instancePath+"/run/options/objects",schemaPath:"#/properties/run/properties/options/properties/objects/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items"}];
return false;
}
else {
var valid3 = true;
const len0 = data16.length;
for(let i0=0; i0<len0; i0++){
let data17 = data16[i0];
const _errs39 = errors;
if(errors === _errs39){
if(typeof data17 === "string"){
if(func3(data17) > 64){
validate10.errors = [{instancePath:instancePath+"/run/options/objects/" + i0,schemaPath:"#/properties/run/properties/options/properties/objects/items/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(!pattern0.test(data17)){
validate10.errors = [{instancePath:instancePath+"/run/options/objects/" + i0,schemaPath:"#/properties/run/properties/options/properties/objects/items/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/run/options/objects/" + i0,schemaPath:"#/properties/run/properties/options/properties/objects/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid3 = _errs39 === errors;
if(!valid3){
break;
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/run/options/objects",schemaPath:"#/properties/run/properties/options/properties/objects/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid2 = _errs37 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data13.created_from_ms !== undefined){
let data18 = data13.created_from_ms;
const _errs41 = errors;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
validate10.errors = [{instancePath:instancePath+"/run/options/created_from_ms",schemaPath:"#/properties/run/properties/options/properties/created_from_ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs41){
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 < 0 || isNaN(data18)){
validate10.errors = [{instancePath:instancePath+"/run/options/created_from_ms",schemaPath:"#/properties/run/properties/options/properties/created_from_ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid2 = _errs41 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data13.created_to_ms !== undefined){
let data19 = data13.created_to_ms;
const _errs43 = errors;
if(!(((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19))) && (isFinite(data19)))){
validate10.errors = [{instancePath:instancePath+"/run/options/created_to_ms",schemaPath:"#/properties/run/properties/options/properties/created_to_ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs43){
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 < 0 || isNaN(data19)){
validate10.errors = [{instancePath:instancePath+"/run/options/created_to_ms",schemaPath:"#/properties/run/properties/options/properties/created_to_ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid2 = _errs43 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data13.condition !== undefined){
let data20 = data13.condition;
const _errs45 = errors;
if(errors === _errs45){
if(typeof data20 === "string"){
if(func3(data20) > 4000){
validate10.errors = [{instancePath:instancePath+"/run/options/condition",schemaPath:"#/properties/run/properties/options/properties/condition/maxLength",keyword:"maxLength",params:{limit: 4000},message:"must NOT have more than 4000 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/run/options/condition",schemaPath:"#/properties/run/properties/options/properties/condition/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid2 = _errs45 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data13.ids !== undefined){
let data21 = data13.ids;
const _errs47 = errors;
if(errors === _errs47){
if(Array.isArray(data21)){
if(data21.length > 10000){
validate10.errors = [{instancePath:instancePath+"/run/options/ids",schemaPath:"#/properties/run/properties/options/properties/ids/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items"}];
return false;
}
else {
var valid4 = true;
const len1 = data21.length;
for(let i1=0; i1<len1; i1++){
let data22 = data21[i1];
const _errs49 = errors;
if(errors === _errs49){
if(typeof data22 === "string"){
if(!pattern1.test(data22)){
validate10.errors = [{instancePath:instancePath+"/run/options/ids/" + i1,schemaPath:"#/properties/run/properties/options/properties/ids/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$"},message:"must match pattern \""+"^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$"+"\""}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/run/options/ids/" + i1,schemaPath:"#/properties/run/properties/options/properties/ids/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid4 = _errs49 === errors;
if(!valid4){
break;
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/run/options/ids",schemaPath:"#/properties/run/properties/options/properties/ids/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid2 = _errs47 === errors;
}
else {
var valid2 = true;
}
}
}
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/run/options",schemaPath:"#/properties/run/properties/options/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid1 = _errs30 === errors;
}
else {
var valid1 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.salesforce !== undefined){
let data23 = data.salesforce;
const _errs51 = errors;
if((!(data23 && typeof data23 == "object" && !Array.isArray(data23))) && (data23 !== null)){
validate10.errors = [{instancePath:instancePath+"/salesforce",schemaPath:"#/properties/salesforce/type",keyword:"type",params:{type: schema11.properties.salesforce.type},message:"must be object,null"}];
return false;
}
if(errors === _errs51){
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
let missing2;
if((((((data23.access_token === undefined) && (missing2 = "access_token")) || ((data23.instance_url === undefined) && (missing2 = "instance_url"))) || ((data23.generation === undefined) && (missing2 = "generation"))) || ((data23.api_version === undefined) && (missing2 = "api_version"))) || ((data23.org_id === undefined) && (missing2 = "org_id"))){
validate10.errors = [{instancePath:instancePath+"/salesforce",schemaPath:"#/properties/salesforce/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs53 = errors;
for(const key3 in data23){
if(!(((((key3 === "access_token") || (key3 === "instance_url")) || (key3 === "generation")) || (key3 === "api_version")) || (key3 === "org_id"))){
validate10.errors = [{instancePath:instancePath+"/salesforce",schemaPath:"#/properties/salesforce/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs53 === errors){
if(data23.access_token !== undefined){
let data24 = data23.access_token;
const _errs54 = errors;
if(errors === _errs54){
if(typeof data24 === "string"){
if(func3(data24) > 4000){
validate10.errors = [{instancePath:instancePath+"/salesforce/access_token",schemaPath:"#/properties/salesforce/properties/access_token/maxLength",keyword:"maxLength",params:{limit: 4000},message:"must NOT have more than 4000 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/salesforce/access_token",schemaPath:"#/properties/salesforce/properties/access_token/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid5 = _errs54 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data23.instance_url !== undefined){
let data25 = data23.instance_url;
const _errs56 = errors;
if(errors === _errs56){
if(typeof data25 === "string"){
if(func3(data25) > 500){
validate10.errors = [{instancePath:instancePath+"/salesforce/instance_url",schemaPath:"#/properties/salesforce/properties/instance_url/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/salesforce/instance_url",schemaPath:"#/properties/salesforce/properties/instance_url/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid5 = _errs56 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data23.generation !== undefined){
let data26 = data23.generation;
const _errs58 = errors;
if(!(((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26))) && (isFinite(data26)))){
validate10.errors = [{instancePath:instancePath+"/salesforce/generation",schemaPath:"#/properties/salesforce/properties/generation/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs58){
if((typeof data26 == "number") && (isFinite(data26))){
if(data26 < 0 || isNaN(data26)){
validate10.errors = [{instancePath:instancePath+"/salesforce/generation",schemaPath:"#/properties/salesforce/properties/generation/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid5 = _errs58 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data23.api_version !== undefined){
let data27 = data23.api_version;
const _errs60 = errors;
if(errors === _errs60){
if(typeof data27 === "string"){
if(func3(data27) > 8){
validate10.errors = [{instancePath:instancePath+"/salesforce/api_version",schemaPath:"#/properties/salesforce/properties/api_version/maxLength",keyword:"maxLength",params:{limit: 8},message:"must NOT have more than 8 characters"}];
return false;
}
else {
if(!pattern2.test(data27)){
validate10.errors = [{instancePath:instancePath+"/salesforce/api_version",schemaPath:"#/properties/salesforce/properties/api_version/pattern",keyword:"pattern",params:{pattern: "^[0-9]{2,3}\\.0$"},message:"must match pattern \""+"^[0-9]{2,3}\\.0$"+"\""}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/salesforce/api_version",schemaPath:"#/properties/salesforce/properties/api_version/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid5 = _errs60 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data23.org_id !== undefined){
let data28 = data23.org_id;
const _errs62 = errors;
if((typeof data28 !== "string") && (data28 !== null)){
validate10.errors = [{instancePath:instancePath+"/salesforce/org_id",schemaPath:"#/properties/salesforce/properties/org_id/type",keyword:"type",params:{type: schema11.properties.salesforce.properties.org_id.type},message:"must be string,null"}];
return false;
}
if(errors === _errs62){
if(typeof data28 === "string"){
if(func3(data28) > 18){
validate10.errors = [{instancePath:instancePath+"/salesforce/org_id",schemaPath:"#/properties/salesforce/properties/org_id/maxLength",keyword:"maxLength",params:{limit: 18},message:"must NOT have more than 18 characters"}];
return false;
}
}
}
var valid5 = _errs62 === errors;
}
else {
var valid5 = true;
}
}
}
}
}
}
}
}
}
var valid0 = _errs51 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.mappings !== undefined){
let data29 = data.mappings;
const _errs64 = errors;
if(errors === _errs64){
if(Array.isArray(data29)){
var valid6 = true;
const len2 = data29.length;
for(let i2=0; i2<len2; i2++){
let data30 = data29[i2];
const _errs66 = errors;
if(errors === _errs66){
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
let missing3;
if((((((((((((((data30.id === undefined) && (missing3 = "id")) || ((data30.version === undefined) && (missing3 = "version"))) || ((data30.name === undefined) && (missing3 = "name"))) || ((data30.direction === undefined) && (missing3 = "direction"))) || ((data30.sobject === undefined) && (missing3 = "sobject"))) || ((data30.filter === undefined) && (missing3 = "filter"))) || ((data30.record_types === undefined) && (missing3 = "record_types"))) || ((data30.post_type === undefined) && (missing3 = "post_type"))) || ((data30.withdrawal === undefined) && (missing3 = "withdrawal"))) || ((data30.timezone === undefined) && (missing3 = "timezone"))) || ((data30.natural_key === undefined) && (missing3 = "natural_key"))) || ((data30.order === undefined) && (missing3 = "order"))) || ((data30.fields === undefined) && (missing3 = "fields"))){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2,schemaPath:"#/properties/mappings/items/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"}];
return false;
}
else {
const _errs68 = errors;
for(const key4 in data30){
if(!(func2.call(schema11.properties.mappings.items.properties, key4))){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2,schemaPath:"#/properties/mappings/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs68 === errors){
if(data30.id !== undefined){
let data31 = data30.id;
const _errs69 = errors;
if(errors === _errs69){
if(typeof data31 === "string"){
if(func3(data31) > 64){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/id",schemaPath:"#/properties/mappings/items/properties/id/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(!pattern0.test(data31)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/id",schemaPath:"#/properties/mappings/items/properties/id/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/id",schemaPath:"#/properties/mappings/items/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid7 = _errs69 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data30.version !== undefined){
let data32 = data30.version;
const _errs71 = errors;
if(!(((typeof data32 == "number") && (!(data32 % 1) && !isNaN(data32))) && (isFinite(data32)))){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/version",schemaPath:"#/properties/mappings/items/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs71){
if((typeof data32 == "number") && (isFinite(data32))){
if(data32 < 1 || isNaN(data32)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/version",schemaPath:"#/properties/mappings/items/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid7 = _errs71 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data30.name !== undefined){
let data33 = data30.name;
const _errs73 = errors;
if(errors === _errs73){
if(typeof data33 === "string"){
if(func3(data33) > 200){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/name",schemaPath:"#/properties/mappings/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/name",schemaPath:"#/properties/mappings/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid7 = _errs73 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data30.direction !== undefined){
let data34 = data30.direction;
const _errs75 = errors;
if(typeof data34 !== "string"){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/direction",schemaPath:"#/properties/mappings/items/properties/direction/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(data34 === "in")){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/direction",schemaPath:"#/properties/mappings/items/properties/direction/enum",keyword:"enum",params:{allowedValues: schema11.properties.mappings.items.properties.direction.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid7 = _errs75 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data30.sobject !== undefined){
let data35 = data30.sobject;
const _errs77 = errors;
if(errors === _errs77){
if(typeof data35 === "string"){
if(func3(data35) > 100){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/sobject",schemaPath:"#/properties/mappings/items/properties/sobject/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"}];
return false;
}
else {
if(!pattern4.test(data35)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/sobject",schemaPath:"#/properties/mappings/items/properties/sobject/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_]*$"+"\""}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/sobject",schemaPath:"#/properties/mappings/items/properties/sobject/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid7 = _errs77 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data30.filter !== undefined){
let data36 = data30.filter;
const _errs79 = errors;
if((typeof data36 !== "string") && (data36 !== null)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/filter",schemaPath:"#/properties/mappings/items/properties/filter/type",keyword:"type",params:{type: schema11.properties.mappings.items.properties.filter.type},message:"must be string,null"}];
return false;
}
if(errors === _errs79){
if(typeof data36 === "string"){
if(func3(data36) > 4000){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/filter",schemaPath:"#/properties/mappings/items/properties/filter/maxLength",keyword:"maxLength",params:{limit: 4000},message:"must NOT have more than 4000 characters"}];
return false;
}
}
}
var valid7 = _errs79 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data30.record_types !== undefined){
let data37 = data30.record_types;
const _errs81 = errors;
if(errors === _errs81){
if(Array.isArray(data37)){
if(data37.length > 50){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/record_types",schemaPath:"#/properties/mappings/items/properties/record_types/maxItems",keyword:"maxItems",params:{limit: 50},message:"must NOT have more than 50 items"}];
return false;
}
else {
var valid8 = true;
const len3 = data37.length;
for(let i3=0; i3<len3; i3++){
let data38 = data37[i3];
const _errs83 = errors;
if(errors === _errs83){
if(typeof data38 === "string"){
if(func3(data38) > 80){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/record_types/" + i3,schemaPath:"#/properties/mappings/items/properties/record_types/items/maxLength",keyword:"maxLength",params:{limit: 80},message:"must NOT have more than 80 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/record_types/" + i3,schemaPath:"#/properties/mappings/items/properties/record_types/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid8 = _errs83 === errors;
if(!valid8){
break;
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/record_types",schemaPath:"#/properties/mappings/items/properties/record_types/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid7 = _errs81 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data30.post_type !== undefined){
let data39 = data30.post_type;
const _errs85 = errors;
if(errors === _errs85){
if(typeof data39 === "string"){
if(func3(data39) > 20){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/post_type",schemaPath:"#/properties/mappings/items/properties/post_type/maxLength",keyword:"maxLength",params:{limit: 20},message:"must NOT have more than 20 characters"}];
return false;
}
else {
if(!pattern5.test(data39)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/post_type",schemaPath:"#/properties/mappings/items/properties/post_type/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9_-]+$"},message:"must match pattern \""+"^[a-z0-9_-]+$"+"\""}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/post_type",schemaPath:"#/properties/mappings/items/properties/post_type/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid7 = _errs85 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data30.withdrawal !== undefined){
let data40 = data30.withdrawal;
const _errs87 = errors;
if(typeof data40 !== "string"){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/withdrawal",schemaPath:"#/properties/mappings/items/properties/withdrawal/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((data40 === "draft") || (data40 === "trash")) || (data40 === "keep"))){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/withdrawal",schemaPath:"#/properties/mappings/items/properties/withdrawal/enum",keyword:"enum",params:{allowedValues: schema11.properties.mappings.items.properties.withdrawal.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid7 = _errs87 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data30.timezone !== undefined){
let data41 = data30.timezone;
const _errs89 = errors;
if((typeof data41 !== "string") && (data41 !== null)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/timezone",schemaPath:"#/properties/mappings/items/properties/timezone/type",keyword:"type",params:{type: schema11.properties.mappings.items.properties.timezone.type},message:"must be string,null"}];
return false;
}
if(errors === _errs89){
if(typeof data41 === "string"){
if(func3(data41) > 64){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/timezone",schemaPath:"#/properties/mappings/items/properties/timezone/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
}
}
var valid7 = _errs89 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data30.adopt !== undefined){
let data42 = data30.adopt;
const _errs91 = errors;
if(errors === _errs91){
if(typeof data42 === "string"){
if(func3(data42) > 200){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/adopt",schemaPath:"#/properties/mappings/items/properties/adopt/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"}];
return false;
}
else {
if(!pattern6.test(data42)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/adopt",schemaPath:"#/properties/mappings/items/properties/adopt/pattern",keyword:"pattern",params:{pattern: "^(off|natural_key|meta:[A-Za-z0-9_-]+)$"},message:"must match pattern \""+"^(off|natural_key|meta:[A-Za-z0-9_-]+)$"+"\""}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/adopt",schemaPath:"#/properties/mappings/items/properties/adopt/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid7 = _errs91 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data30.natural_key !== undefined){
let data43 = data30.natural_key;
const _errs93 = errors;
if((typeof data43 !== "string") && (data43 !== null)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/natural_key",schemaPath:"#/properties/mappings/items/properties/natural_key/type",keyword:"type",params:{type: schema11.properties.mappings.items.properties.natural_key.type},message:"must be string,null"}];
return false;
}
if(errors === _errs93){
if(typeof data43 === "string"){
if(func3(data43) > 200){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/natural_key",schemaPath:"#/properties/mappings/items/properties/natural_key/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"}];
return false;
}
else {
if(!pattern7.test(data43)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/natural_key",schemaPath:"#/properties/mappings/items/properties/natural_key/pattern",keyword:"pattern",params:{pattern: "^(title|content|excerpt|slug|status|parent|image|(meta|acf|taxonomy):[A-Za-z0-9_-]+)$"},message:"must match pattern \""+"^(title|content|excerpt|slug|status|parent|image|(meta|acf|taxonomy):[A-Za-z0-9_-]+)$"+"\""}];
return false;
}
}
}
}
var valid7 = _errs93 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data30.order !== undefined){
let data44 = data30.order;
const _errs95 = errors;
if(!(((typeof data44 == "number") && (!(data44 % 1) && !isNaN(data44))) && (isFinite(data44)))){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/order",schemaPath:"#/properties/mappings/items/properties/order/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs95){
if((typeof data44 == "number") && (isFinite(data44))){
if(data44 > 1000 || isNaN(data44)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/order",schemaPath:"#/properties/mappings/items/properties/order/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000"}];
return false;
}
else {
if(data44 < 0 || isNaN(data44)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/order",schemaPath:"#/properties/mappings/items/properties/order/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid7 = _errs95 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data30.fields !== undefined){
let data45 = data30.fields;
const _errs97 = errors;
if(errors === _errs97){
if(Array.isArray(data45)){
if(data45.length > 500){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields",schemaPath:"#/properties/mappings/items/properties/fields/maxItems",keyword:"maxItems",params:{limit: 500},message:"must NOT have more than 500 items"}];
return false;
}
else {
if(data45.length < 1){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields",schemaPath:"#/properties/mappings/items/properties/fields/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"}];
return false;
}
else {
var valid9 = true;
const len4 = data45.length;
for(let i4=0; i4<len4; i4++){
let data46 = data45[i4];
const _errs99 = errors;
if(errors === _errs99){
if(data46 && typeof data46 == "object" && !Array.isArray(data46)){
let missing4;
if((((data46.to === undefined) && (missing4 = "to")) || ((data46.owner === undefined) && (missing4 = "owner"))) || ((data46.empty === undefined) && (missing4 = "empty"))){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields/" + i4,schemaPath:"#/properties/mappings/items/properties/fields/items/required",keyword:"required",params:{missingProperty: missing4},message:"must have required property '"+missing4+"'"}];
return false;
}
else {
const _errs101 = errors;
for(const key5 in data46){
if(!((((((((key5 === "to") || (key5 === "from")) || (key5 === "expression")) || (key5 === "transforms")) || (key5 === "owner")) || (key5 === "empty")) || (key5 === "default")) || (key5 === "label"))){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields/" + i4,schemaPath:"#/properties/mappings/items/properties/fields/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs101 === errors){
if(data46.to !== undefined){
let data47 = data46.to;
const _errs102 = errors;
if(errors === _errs102){
if(typeof data47 === "string"){
if(func3(data47) > 200){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields/" + i4+"/to",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/to/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"}];
return false;
}
else {
if(!pattern7.test(data47)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields/" + i4+"/to",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/to/pattern",keyword:"pattern",params:{pattern: "^(title|content|excerpt|slug|status|parent|image|(meta|acf|taxonomy):[A-Za-z0-9_-]+)$"},message:"must match pattern \""+"^(title|content|excerpt|slug|status|parent|image|(meta|acf|taxonomy):[A-Za-z0-9_-]+)$"+"\""}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields/" + i4+"/to",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/to/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid10 = _errs102 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data46.from !== undefined){
let data48 = data46.from;
const _errs104 = errors;
if(errors === _errs104){
if(typeof data48 === "string"){
if(func3(data48) > 500){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields/" + i4+"/from",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/from/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"}];
return false;
}
else {
if(!pattern9.test(data48)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields/" + i4+"/from",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/from/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*){0,5}$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*){0,5}$"+"\""}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields/" + i4+"/from",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/from/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid10 = _errs104 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data46.expression !== undefined){
let data49 = data46.expression;
const _errs106 = errors;
if(errors === _errs106){
if(typeof data49 === "string"){
if(func3(data49) > 4000){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields/" + i4+"/expression",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/expression/maxLength",keyword:"maxLength",params:{limit: 4000},message:"must NOT have more than 4000 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields/" + i4+"/expression",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/expression/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid10 = _errs106 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data46.transforms !== undefined){
let data50 = data46.transforms;
const _errs108 = errors;
if(errors === _errs108){
if(Array.isArray(data50)){
if(data50.length > 10){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields/" + i4+"/transforms",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/transforms/maxItems",keyword:"maxItems",params:{limit: 10},message:"must NOT have more than 10 items"}];
return false;
}
else {
var valid11 = true;
const len5 = data50.length;
for(let i5=0; i5<len5; i5++){
let data51 = data50[i5];
const _errs110 = errors;
if(errors === _errs110){
if(data51 && typeof data51 == "object" && !Array.isArray(data51)){
let missing5;
if((data51.name === undefined) && (missing5 = "name")){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields/" + i4+"/transforms/" + i5,schemaPath:"#/properties/mappings/items/properties/fields/items/properties/transforms/items/required",keyword:"required",params:{missingProperty: missing5},message:"must have required property '"+missing5+"'"}];
return false;
}
else {
const _errs112 = errors;
for(const key6 in data51){
if(!((key6 === "name") || (key6 === "options"))){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields/" + i4+"/transforms/" + i5,schemaPath:"#/properties/mappings/items/properties/fields/items/properties/transforms/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs112 === errors){
if(data51.name !== undefined){
let data52 = data51.name;
const _errs113 = errors;
if(errors === _errs113){
if(typeof data52 === "string"){
if(func3(data52) > 64){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields/" + i4+"/transforms/" + i5+"/name",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/transforms/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields/" + i4+"/transforms/" + i5+"/name",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/transforms/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid12 = _errs113 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data51.options !== undefined){
let data53 = data51.options;
const _errs115 = errors;
if(errors === _errs115){
if(data53 && typeof data53 == "object" && !Array.isArray(data53)){
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields/" + i4+"/transforms/" + i5+"/options",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/transforms/items/properties/options/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid12 = _errs115 === errors;
}
else {
var valid12 = true;
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields/" + i4+"/transforms/" + i5,schemaPath:"#/properties/mappings/items/properties/fields/items/properties/transforms/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid11 = _errs110 === errors;
if(!valid11){
break;
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields/" + i4+"/transforms",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/transforms/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid10 = _errs108 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data46.owner !== undefined){
let data54 = data46.owner;
const _errs118 = errors;
if(typeof data54 !== "string"){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields/" + i4+"/owner",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/owner/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((data54 === "salesforce") || (data54 === "wordpress")) || (data54 === "newest")) || (data54 === "fill_if_empty"))){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields/" + i4+"/owner",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/owner/enum",keyword:"enum",params:{allowedValues: schema11.properties.mappings.items.properties.fields.items.properties.owner.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid10 = _errs118 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data46.empty !== undefined){
let data55 = data46.empty;
const _errs120 = errors;
if(typeof data55 !== "string"){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields/" + i4+"/empty",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/empty/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((data55 === "clear") || (data55 === "keep")) || (data55 === "default")) || (data55 === "reject"))){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields/" + i4+"/empty",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/empty/enum",keyword:"enum",params:{allowedValues: schema11.properties.mappings.items.properties.fields.items.properties.empty.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid10 = _errs120 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data46.default !== undefined){
let data56 = data46.default;
const _errs122 = errors;
if((((typeof data56 !== "string") && (!((typeof data56 == "number") && (isFinite(data56))))) && (typeof data56 !== "boolean")) && (data56 !== null)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields/" + i4+"/default",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/default/type",keyword:"type",params:{type: schema11.properties.mappings.items.properties.fields.items.properties.default.type},message:"must be string,number,boolean,null"}];
return false;
}
var valid10 = _errs122 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data46.label !== undefined){
let data57 = data46.label;
const _errs124 = errors;
if(errors === _errs124){
if(typeof data57 === "string"){
if(func3(data57) > 200){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields/" + i4+"/label",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/label/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields/" + i4+"/label",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/label/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid10 = _errs124 === errors;
}
else {
var valid10 = true;
}
}
}
}
}
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields/" + i4,schemaPath:"#/properties/mappings/items/properties/fields/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid9 = _errs99 === errors;
if(!valid9){
break;
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2+"/fields",schemaPath:"#/properties/mappings/items/properties/fields/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid7 = _errs97 === errors;
}
else {
var valid7 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i2,schemaPath:"#/properties/mappings/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid6 = _errs66 === errors;
if(!valid6){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings",schemaPath:"#/properties/mappings/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs64 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.watermarks !== undefined){
let data58 = data.watermarks;
const _errs126 = errors;
if(errors === _errs126){
if(Array.isArray(data58)){
var valid13 = true;
const len6 = data58.length;
for(let i6=0; i6<len6; i6++){
let data59 = data58[i6];
const _errs128 = errors;
if(errors === _errs128){
if(data59 && typeof data59 == "object" && !Array.isArray(data59)){
let missing6;
if(((((data59.mapping_id === undefined) && (missing6 = "mapping_id")) || ((data59.stamp_ms === undefined) && (missing6 = "stamp_ms"))) || ((data59.deleted_covered_ms === undefined) && (missing6 = "deleted_covered_ms"))) || ((data59.swept_ms === undefined) && (missing6 = "swept_ms"))){
validate10.errors = [{instancePath:instancePath+"/watermarks/" + i6,schemaPath:"#/properties/watermarks/items/required",keyword:"required",params:{missingProperty: missing6},message:"must have required property '"+missing6+"'"}];
return false;
}
else {
const _errs130 = errors;
for(const key7 in data59){
if(!((((key7 === "mapping_id") || (key7 === "stamp_ms")) || (key7 === "deleted_covered_ms")) || (key7 === "swept_ms"))){
validate10.errors = [{instancePath:instancePath+"/watermarks/" + i6,schemaPath:"#/properties/watermarks/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs130 === errors){
if(data59.mapping_id !== undefined){
let data60 = data59.mapping_id;
const _errs131 = errors;
if(errors === _errs131){
if(typeof data60 === "string"){
if(func3(data60) > 64){
validate10.errors = [{instancePath:instancePath+"/watermarks/" + i6+"/mapping_id",schemaPath:"#/properties/watermarks/items/properties/mapping_id/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/watermarks/" + i6+"/mapping_id",schemaPath:"#/properties/watermarks/items/properties/mapping_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid14 = _errs131 === errors;
}
else {
var valid14 = true;
}
if(valid14){
if(data59.stamp_ms !== undefined){
let data61 = data59.stamp_ms;
const _errs133 = errors;
if((!(((typeof data61 == "number") && (!(data61 % 1) && !isNaN(data61))) && (isFinite(data61)))) && (data61 !== null)){
validate10.errors = [{instancePath:instancePath+"/watermarks/" + i6+"/stamp_ms",schemaPath:"#/properties/watermarks/items/properties/stamp_ms/type",keyword:"type",params:{type: schema11.properties.watermarks.items.properties.stamp_ms.type},message:"must be integer,null"}];
return false;
}
if(errors === _errs133){
if((typeof data61 == "number") && (isFinite(data61))){
if(data61 < 0 || isNaN(data61)){
validate10.errors = [{instancePath:instancePath+"/watermarks/" + i6+"/stamp_ms",schemaPath:"#/properties/watermarks/items/properties/stamp_ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid14 = _errs133 === errors;
}
else {
var valid14 = true;
}
if(valid14){
if(data59.deleted_covered_ms !== undefined){
let data62 = data59.deleted_covered_ms;
const _errs135 = errors;
if((!(((typeof data62 == "number") && (!(data62 % 1) && !isNaN(data62))) && (isFinite(data62)))) && (data62 !== null)){
validate10.errors = [{instancePath:instancePath+"/watermarks/" + i6+"/deleted_covered_ms",schemaPath:"#/properties/watermarks/items/properties/deleted_covered_ms/type",keyword:"type",params:{type: schema11.properties.watermarks.items.properties.deleted_covered_ms.type},message:"must be integer,null"}];
return false;
}
if(errors === _errs135){
if((typeof data62 == "number") && (isFinite(data62))){
if(data62 < 0 || isNaN(data62)){
validate10.errors = [{instancePath:instancePath+"/watermarks/" + i6+"/deleted_covered_ms",schemaPath:"#/properties/watermarks/items/properties/deleted_covered_ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid14 = _errs135 === errors;
}
else {
var valid14 = true;
}
if(valid14){
if(data59.swept_ms !== undefined){
let data63 = data59.swept_ms;
const _errs137 = errors;
if((!(((typeof data63 == "number") && (!(data63 % 1) && !isNaN(data63))) && (isFinite(data63)))) && (data63 !== null)){
validate10.errors = [{instancePath:instancePath+"/watermarks/" + i6+"/swept_ms",schemaPath:"#/properties/watermarks/items/properties/swept_ms/type",keyword:"type",params:{type: schema11.properties.watermarks.items.properties.swept_ms.type},message:"must be integer,null"}];
return false;
}
if(errors === _errs137){
if((typeof data63 == "number") && (isFinite(data63))){
if(data63 < 0 || isNaN(data63)){
validate10.errors = [{instancePath:instancePath+"/watermarks/" + i6+"/swept_ms",schemaPath:"#/properties/watermarks/items/properties/swept_ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid14 = _errs137 === errors;
}
else {
var valid14 = true;
}
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/watermarks/" + i6,schemaPath:"#/properties/watermarks/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid13 = _errs128 === errors;
if(!valid13){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/watermarks",schemaPath:"#/properties/watermarks/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs126 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.columns !== undefined){
let data64 = data.columns;
const _errs139 = errors;
if(errors === _errs139){
if(Array.isArray(data64)){
var valid15 = true;
const len7 = data64.length;
for(let i7=0; i7<len7; i7++){
let data65 = data64[i7];
const _errs141 = errors;
if(errors === _errs141){
if(data65 && typeof data65 == "object" && !Array.isArray(data65)){
let missing7;
if(((data65.mapping_id === undefined) && (missing7 = "mapping_id")) || ((data65.state_fields === undefined) && (missing7 = "state_fields"))){
validate10.errors = [{instancePath:instancePath+"/columns/" + i7,schemaPath:"#/properties/columns/items/required",keyword:"required",params:{missingProperty: missing7},message:"must have required property '"+missing7+"'"}];
return false;
}
else {
const _errs143 = errors;
for(const key8 in data65){
if(!((key8 === "mapping_id") || (key8 === "state_fields"))){
validate10.errors = [{instancePath:instancePath+"/columns/" + i7,schemaPath:"#/properties/columns/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs143 === errors){
if(data65.mapping_id !== undefined){
let data66 = data65.mapping_id;
const _errs144 = errors;
if(errors === _errs144){
if(typeof data66 === "string"){
if(func3(data66) > 64){
validate10.errors = [{instancePath:instancePath+"/columns/" + i7+"/mapping_id",schemaPath:"#/properties/columns/items/properties/mapping_id/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/columns/" + i7+"/mapping_id",schemaPath:"#/properties/columns/items/properties/mapping_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid16 = _errs144 === errors;
}
else {
var valid16 = true;
}
if(valid16){
if(data65.state_fields !== undefined){
let data67 = data65.state_fields;
const _errs146 = errors;
if(errors === _errs146){
if(Array.isArray(data67)){
if(data67.length > 3){
validate10.errors = [{instancePath:instancePath+"/columns/" + i7+"/state_fields",schemaPath:"#/properties/columns/items/properties/state_fields/maxItems",keyword:"maxItems",params:{limit: 3},message:"must NOT have more than 3 items"}];
return false;
}
else {
if(data67.length < 1){
validate10.errors = [{instancePath:instancePath+"/columns/" + i7+"/state_fields",schemaPath:"#/properties/columns/items/properties/state_fields/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"}];
return false;
}
else {
var valid17 = true;
const len8 = data67.length;
for(let i8=0; i8<len8; i8++){
let data68 = data67[i8];
const _errs148 = errors;
if(typeof data68 !== "string"){
validate10.errors = [{instancePath:instancePath+"/columns/" + i7+"/state_fields/" + i8,schemaPath:"#/properties/columns/items/properties/state_fields/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((((data68 === "SystemModstamp") || (data68 === "LastModifiedDate")) || (data68 === "CreatedDate")) || (data68 === "IsDeleted")) || (data68 === "MasterRecordId"))){
validate10.errors = [{instancePath:instancePath+"/columns/" + i7+"/state_fields/" + i8,schemaPath:"#/properties/columns/items/properties/state_fields/items/enum",keyword:"enum",params:{allowedValues: schema11.properties.columns.items.properties.state_fields.items.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid17 = _errs148 === errors;
if(!valid17){
break;
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/columns/" + i7+"/state_fields",schemaPath:"#/properties/columns/items/properties/state_fields/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid16 = _errs146 === errors;
}
else {
var valid16 = true;
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/columns/" + i7,schemaPath:"#/properties/columns/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid15 = _errs141 === errors;
if(!valid15){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/columns",schemaPath:"#/properties/columns/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs139 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.currencies !== undefined){
let data69 = data.currencies;
const _errs150 = errors;
if(errors === _errs150){
if(Array.isArray(data69)){
var valid18 = true;
const len9 = data69.length;
for(let i9=0; i9<len9; i9++){
let data70 = data69[i9];
const _errs152 = errors;
if(errors === _errs152){
if(data70 && typeof data70 == "object" && !Array.isArray(data70)){
let missing8;
if((((data70.mapping_id === undefined) && (missing8 = "mapping_id")) || ((data70.fields === undefined) && (missing8 = "fields"))) || ((data70.org === undefined) && (missing8 = "org"))){
validate10.errors = [{instancePath:instancePath+"/currencies/" + i9,schemaPath:"#/properties/currencies/items/required",keyword:"required",params:{missingProperty: missing8},message:"must have required property '"+missing8+"'"}];
return false;
}
else {
const _errs154 = errors;
for(const key9 in data70){
if(!(((key9 === "mapping_id") || (key9 === "fields")) || (key9 === "org"))){
validate10.errors = [{instancePath:instancePath+"/currencies/" + i9,schemaPath:"#/properties/currencies/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs154 === errors){
if(data70.mapping_id !== undefined){
let data71 = data70.mapping_id;
const _errs155 = errors;
if(errors === _errs155){
if(typeof data71 === "string"){
if(func3(data71) > 64){
validate10.errors = [{instancePath:instancePath+"/currencies/" + i9+"/mapping_id",schemaPath:"#/properties/currencies/items/properties/mapping_id/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/currencies/" + i9+"/mapping_id",schemaPath:"#/properties/currencies/items/properties/mapping_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid19 = _errs155 === errors;
}
else {
var valid19 = true;
}
if(valid19){
if(data70.fields !== undefined){
let data72 = data70.fields;
const _errs157 = errors;
if(errors === _errs157){
if(Array.isArray(data72)){
if(data72.length > 500){
validate10.errors = [{instancePath:instancePath+"/currencies/" + i9+"/fields",schemaPath:"#/properties/currencies/items/properties/fields/maxItems",keyword:"maxItems",params:{limit: 500},message:"must NOT have more than 500 items"}];
return false;
}
else {
var valid20 = true;
const len10 = data72.length;
for(let i10=0; i10<len10; i10++){
let data73 = data72[i10];
const _errs159 = errors;
if(errors === _errs159){
if(typeof data73 === "string"){
if(func3(data73) > 500){
validate10.errors = [{instancePath:instancePath+"/currencies/" + i9+"/fields/" + i10,schemaPath:"#/properties/currencies/items/properties/fields/items/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/currencies/" + i9+"/fields/" + i10,schemaPath:"#/properties/currencies/items/properties/fields/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid20 = _errs159 === errors;
if(!valid20){
break;
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/currencies/" + i9+"/fields",schemaPath:"#/properties/currencies/items/properties/fields/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid19 = _errs157 === errors;
}
else {
var valid19 = true;
}
if(valid19){
if(data70.org !== undefined){
let data74 = data70.org;
const _errs161 = errors;
if((typeof data74 !== "string") && (data74 !== null)){
validate10.errors = [{instancePath:instancePath+"/currencies/" + i9+"/org",schemaPath:"#/properties/currencies/items/properties/org/type",keyword:"type",params:{type: schema11.properties.currencies.items.properties.org.type},message:"must be string,null"}];
return false;
}
if(errors === _errs161){
if(typeof data74 === "string"){
if(func3(data74) > 3){
validate10.errors = [{instancePath:instancePath+"/currencies/" + i9+"/org",schemaPath:"#/properties/currencies/items/properties/org/maxLength",keyword:"maxLength",params:{limit: 3},message:"must NOT have more than 3 characters"}];
return false;
}
}
}
var valid19 = _errs161 === errors;
}
else {
var valid19 = true;
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/currencies/" + i9,schemaPath:"#/properties/currencies/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid18 = _errs152 === errors;
if(!valid18){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/currencies",schemaPath:"#/properties/currencies/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs150 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.known !== undefined){
let data75 = data.known;
const _errs163 = errors;
if(errors === _errs163){
if(Array.isArray(data75)){
var valid21 = true;
const len11 = data75.length;
for(let i11=0; i11<len11; i11++){
let data76 = data75[i11];
const _errs165 = errors;
if(errors === _errs165){
if(data76 && typeof data76 == "object" && !Array.isArray(data76)){
let missing9;
if(((data76.mapping_id === undefined) && (missing9 = "mapping_id")) || ((data76.records === undefined) && (missing9 = "records"))){
validate10.errors = [{instancePath:instancePath+"/known/" + i11,schemaPath:"#/properties/known/items/required",keyword:"required",params:{missingProperty: missing9},message:"must have required property '"+missing9+"'"}];
return false;
}
else {
const _errs167 = errors;
for(const key10 in data76){
if(!((key10 === "mapping_id") || (key10 === "records"))){
validate10.errors = [{instancePath:instancePath+"/known/" + i11,schemaPath:"#/properties/known/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs167 === errors){
if(data76.mapping_id !== undefined){
let data77 = data76.mapping_id;
const _errs168 = errors;
if(errors === _errs168){
if(typeof data77 === "string"){
if(func3(data77) > 64){
validate10.errors = [{instancePath:instancePath+"/known/" + i11+"/mapping_id",schemaPath:"#/properties/known/items/properties/mapping_id/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/known/" + i11+"/mapping_id",schemaPath:"#/properties/known/items/properties/mapping_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid22 = _errs168 === errors;
}
else {
var valid22 = true;
}
if(valid22){
if(data76.records !== undefined){
let data78 = data76.records;
const _errs170 = errors;
if(errors === _errs170){
if(Array.isArray(data78)){
if(data78.length > 2000){
validate10.errors = [{instancePath:instancePath+"/known/" + i11+"/records",schemaPath:"#/properties/known/items/properties/records/maxItems",keyword:"maxItems",params:{limit: 2000},message:"must NOT have more than 2000 items"}];
return false;
}
else {
var valid23 = true;
const len12 = data78.length;
for(let i12=0; i12<len12; i12++){
let data79 = data78[i12];
const _errs172 = errors;
if(errors === _errs172){
if(Array.isArray(data79)){
if(data79.length > 3){
validate10.errors = [{instancePath:instancePath+"/known/" + i11+"/records/" + i12,schemaPath:"#/properties/known/items/properties/records/items/maxItems",keyword:"maxItems",params:{limit: 3},message:"must NOT have more than 3 items"}];
return false;
}
else {
if(data79.length < 3){
validate10.errors = [{instancePath:instancePath+"/known/" + i11+"/records/" + i12,schemaPath:"#/properties/known/items/properties/records/items/minItems",keyword:"minItems",params:{limit: 3},message:"must NOT have fewer than 3 items"}];
return false;
}
else {
var valid24 = true;
const len13 = data79.length;
for(let i13=0; i13<len13; i13++){
let data80 = data79[i13];
const _errs174 = errors;
if(((typeof data80 !== "string") && (!(((typeof data80 == "number") && (!(data80 % 1) && !isNaN(data80))) && (isFinite(data80))))) && (typeof data80 !== "boolean")){
validate10.errors = [{instancePath:instancePath+"/known/" + i11+"/records/" + i12+"/" + i13,schemaPath:"#/properties/known/items/properties/records/items/items/type",keyword:"type",params:{type: schema11.properties.known.items.properties.records.items.items.type},message:"must be string,integer,boolean"}];
return false;
}
var valid24 = _errs174 === errors;
if(!valid24){
break;
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/known/" + i11+"/records/" + i12,schemaPath:"#/properties/known/items/properties/records/items/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid23 = _errs172 === errors;
if(!valid23){
break;
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/known/" + i11+"/records",schemaPath:"#/properties/known/items/properties/records/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid22 = _errs170 === errors;
}
else {
var valid22 = true;
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/known/" + i11,schemaPath:"#/properties/known/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid21 = _errs165 === errors;
if(!valid21){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/known",schemaPath:"#/properties/known/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs163 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.inbox !== undefined){
let data81 = data.inbox;
const _errs176 = errors;
if(errors === _errs176){
if(Array.isArray(data81)){
var valid25 = true;
const len14 = data81.length;
for(let i14=0; i14<len14; i14++){
let data82 = data81[i14];
const _errs178 = errors;
if(errors === _errs178){
if(data82 && typeof data82 == "object" && !Array.isArray(data82)){
let missing10;
if(((data82.mapping_id === undefined) && (missing10 = "mapping_id")) || ((data82.ids === undefined) && (missing10 = "ids"))){
validate10.errors = [{instancePath:instancePath+"/inbox/" + i14,schemaPath:"#/properties/inbox/items/required",keyword:"required",params:{missingProperty: missing10},message:"must have required property '"+missing10+"'"}];
return false;
}
else {
const _errs180 = errors;
for(const key11 in data82){
if(!((key11 === "mapping_id") || (key11 === "ids"))){
validate10.errors = [{instancePath:instancePath+"/inbox/" + i14,schemaPath:"#/properties/inbox/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs180 === errors){
if(data82.mapping_id !== undefined){
let data83 = data82.mapping_id;
const _errs181 = errors;
if(errors === _errs181){
if(typeof data83 === "string"){
if(func3(data83) > 64){
validate10.errors = [{instancePath:instancePath+"/inbox/" + i14+"/mapping_id",schemaPath:"#/properties/inbox/items/properties/mapping_id/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/inbox/" + i14+"/mapping_id",schemaPath:"#/properties/inbox/items/properties/mapping_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid26 = _errs181 === errors;
}
else {
var valid26 = true;
}
if(valid26){
if(data82.ids !== undefined){
let data84 = data82.ids;
const _errs183 = errors;
if(errors === _errs183){
if(Array.isArray(data84)){
if(data84.length > 2050){
validate10.errors = [{instancePath:instancePath+"/inbox/" + i14+"/ids",schemaPath:"#/properties/inbox/items/properties/ids/maxItems",keyword:"maxItems",params:{limit: 2050},message:"must NOT have more than 2050 items"}];
return false;
}
else {
var valid27 = true;
const len15 = data84.length;
for(let i15=0; i15<len15; i15++){
let data85 = data84[i15];
const _errs185 = errors;
if(errors === _errs185){
if(typeof data85 === "string"){
if(!pattern10.test(data85)){
validate10.errors = [{instancePath:instancePath+"/inbox/" + i14+"/ids/" + i15,schemaPath:"#/properties/inbox/items/properties/ids/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9]{18}$"},message:"must match pattern \""+"^[A-Za-z0-9]{18}$"+"\""}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/inbox/" + i14+"/ids/" + i15,schemaPath:"#/properties/inbox/items/properties/ids/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid27 = _errs185 === errors;
if(!valid27){
break;
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/inbox/" + i14+"/ids",schemaPath:"#/properties/inbox/items/properties/ids/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid26 = _errs183 === errors;
}
else {
var valid26 = true;
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/inbox/" + i14,schemaPath:"#/properties/inbox/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid25 = _errs178 === errors;
if(!valid25){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/inbox",schemaPath:"#/properties/inbox/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs176 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.inbox_next !== undefined){
let data86 = data.inbox_next;
const _errs187 = errors;
if((typeof data86 !== "string") && (data86 !== null)){
validate10.errors = [{instancePath:instancePath+"/inbox_next",schemaPath:"#/properties/inbox_next/type",keyword:"type",params:{type: schema11.properties.inbox_next.type},message:"must be string,null"}];
return false;
}
if(errors === _errs187){
if(typeof data86 === "string"){
if(func3(data86) > 4000){
validate10.errors = [{instancePath:instancePath+"/inbox_next",schemaPath:"#/properties/inbox_next/maxLength",keyword:"maxLength",params:{limit: 4000},message:"must NOT have more than 4000 characters"}];
return false;
}
else {
if(!pattern11.test(data86)){
validate10.errors = [{instancePath:instancePath+"/inbox_next",schemaPath:"#/properties/inbox_next/pattern",keyword:"pattern",params:{pattern: "^[0-9.]+$"},message:"must match pattern \""+"^[0-9.]+$"+"\""}];
return false;
}
}
}
}
var valid0 = _errs187 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.limits !== undefined){
let data87 = data.limits;
const _errs189 = errors;
if(errors === _errs189){
if(data87 && typeof data87 == "object" && !Array.isArray(data87)){
let missing11;
if((((((((data87.offer_records === undefined) && (missing11 = "offer_records")) || ((data87.delivery_bytes === undefined) && (missing11 = "delivery_bytes"))) || ((data87.overlap_seconds === undefined) && (missing11 = "overlap_seconds"))) || ((data87.sweep_overlap_seconds === undefined) && (missing11 = "sweep_overlap_seconds"))) || ((data87.sweep_every_seconds === undefined) && (missing11 = "sweep_every_seconds"))) || ((data87.lag_seconds === undefined) && (missing11 = "lag_seconds"))) || ((data87.rebuild_step_seconds === undefined) && (missing11 = "rebuild_step_seconds"))){
validate10.errors = [{instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/required",keyword:"required",params:{missingProperty: missing11},message:"must have required property '"+missing11+"'"}];
return false;
}
else {
const _errs191 = errors;
for(const key12 in data87){
if(!(((((((key12 === "offer_records") || (key12 === "delivery_bytes")) || (key12 === "overlap_seconds")) || (key12 === "sweep_overlap_seconds")) || (key12 === "sweep_every_seconds")) || (key12 === "lag_seconds")) || (key12 === "rebuild_step_seconds"))){
validate10.errors = [{instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs191 === errors){
if(data87.offer_records !== undefined){
let data88 = data87.offer_records;
const _errs192 = errors;
if(!(((typeof data88 == "number") && (!(data88 % 1) && !isNaN(data88))) && (isFinite(data88)))){
validate10.errors = [{instancePath:instancePath+"/limits/offer_records",schemaPath:"#/properties/limits/properties/offer_records/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs192){
if((typeof data88 == "number") && (isFinite(data88))){
if(data88 < 0 || isNaN(data88)){
validate10.errors = [{instancePath:instancePath+"/limits/offer_records",schemaPath:"#/properties/limits/properties/offer_records/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid28 = _errs192 === errors;
}
else {
var valid28 = true;
}
if(valid28){
if(data87.delivery_bytes !== undefined){
let data89 = data87.delivery_bytes;
const _errs194 = errors;
if(!(((typeof data89 == "number") && (!(data89 % 1) && !isNaN(data89))) && (isFinite(data89)))){
validate10.errors = [{instancePath:instancePath+"/limits/delivery_bytes",schemaPath:"#/properties/limits/properties/delivery_bytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs194){
if((typeof data89 == "number") && (isFinite(data89))){
if(data89 < 0 || isNaN(data89)){
validate10.errors = [{instancePath:instancePath+"/limits/delivery_bytes",schemaPath:"#/properties/limits/properties/delivery_bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid28 = _errs194 === errors;
}
else {
var valid28 = true;
}
if(valid28){
if(data87.overlap_seconds !== undefined){
let data90 = data87.overlap_seconds;
const _errs196 = errors;
if(!(((typeof data90 == "number") && (!(data90 % 1) && !isNaN(data90))) && (isFinite(data90)))){
validate10.errors = [{instancePath:instancePath+"/limits/overlap_seconds",schemaPath:"#/properties/limits/properties/overlap_seconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs196){
if((typeof data90 == "number") && (isFinite(data90))){
if(data90 < 0 || isNaN(data90)){
validate10.errors = [{instancePath:instancePath+"/limits/overlap_seconds",schemaPath:"#/properties/limits/properties/overlap_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid28 = _errs196 === errors;
}
else {
var valid28 = true;
}
if(valid28){
if(data87.sweep_overlap_seconds !== undefined){
let data91 = data87.sweep_overlap_seconds;
const _errs198 = errors;
if(!(((typeof data91 == "number") && (!(data91 % 1) && !isNaN(data91))) && (isFinite(data91)))){
validate10.errors = [{instancePath:instancePath+"/limits/sweep_overlap_seconds",schemaPath:"#/properties/limits/properties/sweep_overlap_seconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs198){
if((typeof data91 == "number") && (isFinite(data91))){
if(data91 < 0 || isNaN(data91)){
validate10.errors = [{instancePath:instancePath+"/limits/sweep_overlap_seconds",schemaPath:"#/properties/limits/properties/sweep_overlap_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid28 = _errs198 === errors;
}
else {
var valid28 = true;
}
if(valid28){
if(data87.sweep_every_seconds !== undefined){
let data92 = data87.sweep_every_seconds;
const _errs200 = errors;
if(!(((typeof data92 == "number") && (!(data92 % 1) && !isNaN(data92))) && (isFinite(data92)))){
validate10.errors = [{instancePath:instancePath+"/limits/sweep_every_seconds",schemaPath:"#/properties/limits/properties/sweep_every_seconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs200){
if((typeof data92 == "number") && (isFinite(data92))){
if(data92 < 0 || isNaN(data92)){
validate10.errors = [{instancePath:instancePath+"/limits/sweep_every_seconds",schemaPath:"#/properties/limits/properties/sweep_every_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid28 = _errs200 === errors;
}
else {
var valid28 = true;
}
if(valid28){
if(data87.lag_seconds !== undefined){
let data93 = data87.lag_seconds;
const _errs202 = errors;
if(!(((typeof data93 == "number") && (!(data93 % 1) && !isNaN(data93))) && (isFinite(data93)))){
validate10.errors = [{instancePath:instancePath+"/limits/lag_seconds",schemaPath:"#/properties/limits/properties/lag_seconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs202){
if((typeof data93 == "number") && (isFinite(data93))){
if(data93 < 0 || isNaN(data93)){
validate10.errors = [{instancePath:instancePath+"/limits/lag_seconds",schemaPath:"#/properties/limits/properties/lag_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid28 = _errs202 === errors;
}
else {
var valid28 = true;
}
if(valid28){
if(data87.rebuild_step_seconds !== undefined){
let data94 = data87.rebuild_step_seconds;
const _errs204 = errors;
if(!(((typeof data94 == "number") && (!(data94 % 1) && !isNaN(data94))) && (isFinite(data94)))){
validate10.errors = [{instancePath:instancePath+"/limits/rebuild_step_seconds",schemaPath:"#/properties/limits/properties/rebuild_step_seconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs204){
if((typeof data94 == "number") && (isFinite(data94))){
if(data94 < 0 || isNaN(data94)){
validate10.errors = [{instancePath:instancePath+"/limits/rebuild_step_seconds",schemaPath:"#/properties/limits/properties/rebuild_step_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid28 = _errs204 === errors;
}
else {
var valid28 = true;
}
}
}
}
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs189 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.budget !== undefined){
let data95 = data.budget;
const _errs206 = errors;
if(errors === _errs206){
if(data95 && typeof data95 == "object" && !Array.isArray(data95)){
let missing12;
if((((((data95.calls === undefined) && (missing12 = "calls")) || ((data95.scope === undefined) && (missing12 = "scope"))) || ((data95.resume_ms === undefined) && (missing12 = "resume_ms"))) || ((data95.org_share === undefined) && (missing12 = "org_share"))) || ((data95.org_resume_ms === undefined) && (missing12 = "org_resume_ms"))){
validate10.errors = [{instancePath:instancePath+"/budget",schemaPath:"#/properties/budget/required",keyword:"required",params:{missingProperty: missing12},message:"must have required property '"+missing12+"'"}];
return false;
}
else {
const _errs208 = errors;
for(const key13 in data95){
if(!((((((key13 === "calls") || (key13 === "scope")) || (key13 === "resume_ms")) || (key13 === "org_share")) || (key13 === "org_resume_ms")) || (key13 === "bulk"))){
validate10.errors = [{instancePath:instancePath+"/budget",schemaPath:"#/properties/budget/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs208 === errors){
if(data95.calls !== undefined){
let data96 = data95.calls;
const _errs209 = errors;
if(!(((typeof data96 == "number") && (!(data96 % 1) && !isNaN(data96))) && (isFinite(data96)))){
validate10.errors = [{instancePath:instancePath+"/budget/calls",schemaPath:"#/properties/budget/properties/calls/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs209){
if((typeof data96 == "number") && (isFinite(data96))){
if(data96 < 1 || isNaN(data96)){
validate10.errors = [{instancePath:instancePath+"/budget/calls",schemaPath:"#/properties/budget/properties/calls/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid29 = _errs209 === errors;
}
else {
var valid29 = true;
}
if(valid29){
if(data95.scope !== undefined){
let data97 = data95.scope;
const _errs211 = errors;
if(typeof data97 !== "string"){
validate10.errors = [{instancePath:instancePath+"/budget/scope",schemaPath:"#/properties/budget/properties/scope/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data97 === "run") || (data97 === "day"))){
validate10.errors = [{instancePath:instancePath+"/budget/scope",schemaPath:"#/properties/budget/properties/scope/enum",keyword:"enum",params:{allowedValues: schema11.properties.budget.properties.scope.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid29 = _errs211 === errors;
}
else {
var valid29 = true;
}
if(valid29){
if(data95.resume_ms !== undefined){
let data98 = data95.resume_ms;
const _errs213 = errors;
if(!(((typeof data98 == "number") && (!(data98 % 1) && !isNaN(data98))) && (isFinite(data98)))){
validate10.errors = [{instancePath:instancePath+"/budget/resume_ms",schemaPath:"#/properties/budget/properties/resume_ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs213){
if((typeof data98 == "number") && (isFinite(data98))){
if(data98 < 0 || isNaN(data98)){
validate10.errors = [{instancePath:instancePath+"/budget/resume_ms",schemaPath:"#/properties/budget/properties/resume_ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid29 = _errs213 === errors;
}
else {
var valid29 = true;
}
if(valid29){
if(data95.org_share !== undefined){
let data99 = data95.org_share;
const _errs215 = errors;
if(errors === _errs215){
if((typeof data99 == "number") && (isFinite(data99))){
if(data99 > 1 || isNaN(data99)){
validate10.errors = [{instancePath:instancePath+"/budget/org_share",schemaPath:"#/properties/budget/properties/org_share/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1"}];
return false;
}
else {
if(data99 < 0 || isNaN(data99)){
validate10.errors = [{instancePath:instancePath+"/budget/org_share",schemaPath:"#/properties/budget/properties/org_share/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/budget/org_share",schemaPath:"#/properties/budget/properties/org_share/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid29 = _errs215 === errors;
}
else {
var valid29 = true;
}
if(valid29){
if(data95.org_resume_ms !== undefined){
let data100 = data95.org_resume_ms;
const _errs217 = errors;
if(!(((typeof data100 == "number") && (!(data100 % 1) && !isNaN(data100))) && (isFinite(data100)))){
validate10.errors = [{instancePath:instancePath+"/budget/org_resume_ms",schemaPath:"#/properties/budget/properties/org_resume_ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs217){
if((typeof data100 == "number") && (isFinite(data100))){
if(data100 < 0 || isNaN(data100)){
validate10.errors = [{instancePath:instancePath+"/budget/org_resume_ms",schemaPath:"#/properties/budget/properties/org_resume_ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid29 = _errs217 === errors;
}
else {
var valid29 = true;
}
if(valid29){
if(data95.bulk !== undefined){
let data101 = data95.bulk;
const _errs219 = errors;
if(typeof data101 !== "string"){
validate10.errors = [{instancePath:instancePath+"/budget/bulk",schemaPath:"#/properties/budget/properties/bulk/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data101 === "free") || (data101 === "reserved"))){
validate10.errors = [{instancePath:instancePath+"/budget/bulk",schemaPath:"#/properties/budget/properties/bulk/enum",keyword:"enum",params:{allowedValues: schema11.properties.budget.properties.bulk.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid29 = _errs219 === errors;
}
else {
var valid29 = true;
}
}
}
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/budget",schemaPath:"#/properties/budget/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs206 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate10.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate10.errors = vErrors;
return errors === 0;
}

exports.CompleteAnswer = validate11;
const schema12 = {"title":"CompleteAnswer","description":"The run as stored.","type":"object","additionalProperties":false,"required":["state","counts","more"],"properties":{"state":{"type":"string","enum":["succeeded","failed"]},"counts":{"type":"object","additionalProperties":{"type":"integer","minimum":0}},"more":{"type":"boolean"}}};

function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.state === undefined) && (missing0 = "state")) || ((data.counts === undefined) && (missing0 = "counts"))) || ((data.more === undefined) && (missing0 = "more"))){
validate11.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "state") || (key0 === "counts")) || (key0 === "more"))){
validate11.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.state !== undefined){
let data0 = data.state;
const _errs2 = errors;
if(typeof data0 !== "string"){
validate11.errors = [{instancePath:instancePath+"/state",schemaPath:"#/properties/state/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data0 === "succeeded") || (data0 === "failed"))){
validate11.errors = [{instancePath:instancePath+"/state",schemaPath:"#/properties/state/enum",keyword:"enum",params:{allowedValues: schema12.properties.state.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.counts !== undefined){
let data1 = data.counts;
const _errs4 = errors;
if(errors === _errs4){
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
for(const key1 in data1){
let data2 = data1[key1];
const _errs7 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate11.errors = [{instancePath:instancePath+"/counts/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/counts/additionalProperties/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs7){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
validate11.errors = [{instancePath:instancePath+"/counts/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/counts/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid1 = _errs7 === errors;
if(!valid1){
break;
}
}
}
else {
validate11.errors = [{instancePath:instancePath+"/counts",schemaPath:"#/properties/counts/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.more !== undefined){
const _errs9 = errors;
if(typeof data.more !== "boolean"){
validate11.errors = [{instancePath:instancePath+"/more",schemaPath:"#/properties/more/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
else {
validate11.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate11.errors = vErrors;
return errors === 0;
}

exports.Failure = validate12;
const schema13 = {"title":"Failure","description":"What went wrong, for an operator.","type":"object","additionalProperties":false,"required":["kind","code","message","actions"],"properties":{"kind":{"type":"string","enum":["config","auth","rate_limit","transient","record","bug"]},"code":{"type":"string","maxLength":64,"pattern":"^[a-z0-9_]+$"},"message":{"type":"string","maxLength":2000},"actions":{"type":"array","items":{"type":"string","maxLength":500},"maxItems":10},"details":{"type":"object","additionalProperties":true}}};
const pattern12 = new RegExp("^[a-z0-9_]+$", "u");

function validate12(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((data.kind === undefined) && (missing0 = "kind")) || ((data.code === undefined) && (missing0 = "code"))) || ((data.message === undefined) && (missing0 = "message"))) || ((data.actions === undefined) && (missing0 = "actions"))){
validate12.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((((key0 === "kind") || (key0 === "code")) || (key0 === "message")) || (key0 === "actions")) || (key0 === "details"))){
validate12.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.kind !== undefined){
let data0 = data.kind;
const _errs2 = errors;
if(typeof data0 !== "string"){
validate12.errors = [{instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data0 === "config") || (data0 === "auth")) || (data0 === "rate_limit")) || (data0 === "transient")) || (data0 === "record")) || (data0 === "bug"))){
validate12.errors = [{instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/enum",keyword:"enum",params:{allowedValues: schema13.properties.kind.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.code !== undefined){
let data1 = data.code;
const _errs4 = errors;
if(errors === _errs4){
if(typeof data1 === "string"){
if(func3(data1) > 64){
validate12.errors = [{instancePath:instancePath+"/code",schemaPath:"#/properties/code/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(!pattern12.test(data1)){
validate12.errors = [{instancePath:instancePath+"/code",schemaPath:"#/properties/code/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9_]+$"},message:"must match pattern \""+"^[a-z0-9_]+$"+"\""}];
return false;
}
}
}
else {
validate12.errors = [{instancePath:instancePath+"/code",schemaPath:"#/properties/code/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.message !== undefined){
let data2 = data.message;
const _errs6 = errors;
if(errors === _errs6){
if(typeof data2 === "string"){
if(func3(data2) > 2000){
validate12.errors = [{instancePath:instancePath+"/message",schemaPath:"#/properties/message/maxLength",keyword:"maxLength",params:{limit: 2000},message:"must NOT have more than 2000 characters"}];
return false;
}
}
else {
validate12.errors = [{instancePath:instancePath+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.actions !== undefined){
let data3 = data.actions;
const _errs8 = errors;
if(errors === _errs8){
if(Array.isArray(data3)){
if(data3.length > 10){
validate12.errors = [{instancePath:instancePath+"/actions",schemaPath:"#/properties/actions/maxItems",keyword:"maxItems",params:{limit: 10},message:"must NOT have more than 10 items"}];
return false;
}
else {
var valid1 = true;
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
const _errs10 = errors;
if(errors === _errs10){
if(typeof data4 === "string"){
if(func3(data4) > 500){
validate12.errors = [{instancePath:instancePath+"/actions/" + i0,schemaPath:"#/properties/actions/items/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"}];
return false;
}
}
else {
validate12.errors = [{instancePath:instancePath+"/actions/" + i0,schemaPath:"#/properties/actions/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid1 = _errs10 === errors;
if(!valid1){
break;
}
}
}
}
else {
validate12.errors = [{instancePath:instancePath+"/actions",schemaPath:"#/properties/actions/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.details !== undefined){
let data5 = data.details;
const _errs12 = errors;
if(errors === _errs12){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
}
else {
validate12.errors = [{instancePath:instancePath+"/details",schemaPath:"#/properties/details/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
else {
validate12.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate12.errors = vErrors;
return errors === 0;
}

exports.HeartbeatAnswer = validate13;
const schema14 = {"title":"HeartbeatAnswer","description":"Whether to go on.","type":"object","additionalProperties":false,"required":["stop","lease_expires_ms"],"properties":{"stop":{"type":"boolean"},"lease_expires_ms":{"type":"integer","minimum":0}}};

function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.stop === undefined) && (missing0 = "stop")) || ((data.lease_expires_ms === undefined) && (missing0 = "lease_expires_ms"))){
validate13.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((key0 === "stop") || (key0 === "lease_expires_ms"))){
validate13.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.stop !== undefined){
const _errs2 = errors;
if(typeof data.stop !== "boolean"){
validate13.errors = [{instancePath:instancePath+"/stop",schemaPath:"#/properties/stop/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.lease_expires_ms !== undefined){
let data1 = data.lease_expires_ms;
const _errs4 = errors;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
validate13.errors = [{instancePath:instancePath+"/lease_expires_ms",schemaPath:"#/properties/lease_expires_ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs4){
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
validate13.errors = [{instancePath:instancePath+"/lease_expires_ms",schemaPath:"#/properties/lease_expires_ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
else {
validate13.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate13.errors = vErrors;
return errors === 0;
}

exports.InboxAnswer = validate14;
const schema15 = {"title":"InboxAnswer","description":"A page of records to be read by their ids, by mapping.","type":"object","additionalProperties":false,"required":["inbox","inbox_next"],"properties":{"inbox":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["mapping_id","ids"],"properties":{"mapping_id":{"type":"string","maxLength":64},"ids":{"type":"array","items":{"type":"string","pattern":"^[A-Za-z0-9]{18}$"},"maxItems":2050}}}},"inbox_next":{"description":"Ask for the next page of the inbox with this; null: there is no more for this run.","type":["string","null"],"maxLength":4000,"pattern":"^[0-9.]+$"}}};

function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.inbox === undefined) && (missing0 = "inbox")) || ((data.inbox_next === undefined) && (missing0 = "inbox_next"))){
validate14.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((key0 === "inbox") || (key0 === "inbox_next"))){
validate14.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.inbox !== undefined){
let data0 = data.inbox;
const _errs2 = errors;
if(errors === _errs2){
if(Array.isArray(data0)){
var valid1 = true;
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
const _errs4 = errors;
if(errors === _errs4){
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing1;
if(((data1.mapping_id === undefined) && (missing1 = "mapping_id")) || ((data1.ids === undefined) && (missing1 = "ids"))){
validate14.errors = [{instancePath:instancePath+"/inbox/" + i0,schemaPath:"#/properties/inbox/items/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs6 = errors;
for(const key1 in data1){
if(!((key1 === "mapping_id") || (key1 === "ids"))){
validate14.errors = [{instancePath:instancePath+"/inbox/" + i0,schemaPath:"#/properties/inbox/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs6 === errors){
if(data1.mapping_id !== undefined){
let data2 = data1.mapping_id;
const _errs7 = errors;
if(errors === _errs7){
if(typeof data2 === "string"){
if(func3(data2) > 64){
validate14.errors = [{instancePath:instancePath+"/inbox/" + i0+"/mapping_id",schemaPath:"#/properties/inbox/items/properties/mapping_id/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
}
else {
validate14.errors = [{instancePath:instancePath+"/inbox/" + i0+"/mapping_id",schemaPath:"#/properties/inbox/items/properties/mapping_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid2 = _errs7 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data1.ids !== undefined){
let data3 = data1.ids;
const _errs9 = errors;
if(errors === _errs9){
if(Array.isArray(data3)){
if(data3.length > 2050){
validate14.errors = [{instancePath:instancePath+"/inbox/" + i0+"/ids",schemaPath:"#/properties/inbox/items/properties/ids/maxItems",keyword:"maxItems",params:{limit: 2050},message:"must NOT have more than 2050 items"}];
return false;
}
else {
var valid3 = true;
const len1 = data3.length;
for(let i1=0; i1<len1; i1++){
let data4 = data3[i1];
const _errs11 = errors;
if(errors === _errs11){
if(typeof data4 === "string"){
if(!pattern10.test(data4)){
validate14.errors = [{instancePath:instancePath+"/inbox/" + i0+"/ids/" + i1,schemaPath:"#/properties/inbox/items/properties/ids/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9]{18}$"},message:"must match pattern \""+"^[A-Za-z0-9]{18}$"+"\""}];
return false;
}
}
else {
validate14.errors = [{instancePath:instancePath+"/inbox/" + i0+"/ids/" + i1,schemaPath:"#/properties/inbox/items/properties/ids/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid3 = _errs11 === errors;
if(!valid3){
break;
}
}
}
}
else {
validate14.errors = [{instancePath:instancePath+"/inbox/" + i0+"/ids",schemaPath:"#/properties/inbox/items/properties/ids/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid2 = _errs9 === errors;
}
else {
var valid2 = true;
}
}
}
}
}
else {
validate14.errors = [{instancePath:instancePath+"/inbox/" + i0,schemaPath:"#/properties/inbox/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid1 = _errs4 === errors;
if(!valid1){
break;
}
}
}
else {
validate14.errors = [{instancePath:instancePath+"/inbox",schemaPath:"#/properties/inbox/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.inbox_next !== undefined){
let data5 = data.inbox_next;
const _errs13 = errors;
if((typeof data5 !== "string") && (data5 !== null)){
validate14.errors = [{instancePath:instancePath+"/inbox_next",schemaPath:"#/properties/inbox_next/type",keyword:"type",params:{type: schema15.properties.inbox_next.type},message:"must be string,null"}];
return false;
}
if(errors === _errs13){
if(typeof data5 === "string"){
if(func3(data5) > 4000){
validate14.errors = [{instancePath:instancePath+"/inbox_next",schemaPath:"#/properties/inbox_next/maxLength",keyword:"maxLength",params:{limit: 4000},message:"must NOT have more than 4000 characters"}];
return false;
}
else {
if(!pattern11.test(data5)){
validate14.errors = [{instancePath:instancePath+"/inbox_next",schemaPath:"#/properties/inbox_next/pattern",keyword:"pattern",params:{pattern: "^[0-9.]+$"},message:"must match pattern \""+"^[0-9.]+$"+"\""}];
return false;
}
}
}
}
var valid0 = _errs13 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
else {
validate14.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate14.errors = vErrors;
return errors === 0;
}

exports.OfferAnswer = validate15;
const schema16 = {"title":"OfferAnswer","description":"Which of the offered records WordPress needs.","type":"object","additionalProperties":false,"required":["wanted","unchanged","stale"],"properties":{"wanted":{"type":"array","items":{"type":"string","pattern":"^[A-Za-z0-9]{18}$"}},"unchanged":{"type":"integer","minimum":0},"stale":{"type":"integer","minimum":0},"withdrawals":{"type":"object","description":"Which of the offered withdrawals mean anything here: those of records that are listed, and others.","additionalProperties":false,"required":["listed","others"],"properties":{"listed":{"type":"array","items":{"type":"string","pattern":"^[A-Za-z0-9]{18}$"}},"others":{"type":"array","items":{"type":"string","pattern":"^[A-Za-z0-9]{18}$"}}}}}};

function validate15(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.wanted === undefined) && (missing0 = "wanted")) || ((data.unchanged === undefined) && (missing0 = "unchanged"))) || ((data.stale === undefined) && (missing0 = "stale"))){
validate15.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((key0 === "wanted") || (key0 === "unchanged")) || (key0 === "stale")) || (key0 === "withdrawals"))){
validate15.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.wanted !== undefined){
let data0 = data.wanted;
const _errs2 = errors;
if(errors === _errs2){
if(Array.isArray(data0)){
var valid1 = true;
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
const _errs4 = errors;
if(errors === _errs4){
if(typeof data1 === "string"){
if(!pattern10.test(data1)){
validate15.errors = [{instancePath:instancePath+"/wanted/" + i0,schemaPath:"#/properties/wanted/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9]{18}$"},message:"must match pattern \""+"^[A-Za-z0-9]{18}$"+"\""}];
return false;
}
}
else {
validate15.errors = [{instancePath:instancePath+"/wanted/" + i0,schemaPath:"#/properties/wanted/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid1 = _errs4 === errors;
if(!valid1){
break;
}
}
}
else {
validate15.errors = [{instancePath:instancePath+"/wanted",schemaPath:"#/properties/wanted/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.unchanged !== undefined){
let data2 = data.unchanged;
const _errs6 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate15.errors = [{instancePath:instancePath+"/unchanged",schemaPath:"#/properties/unchanged/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs6){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
validate15.errors = [{instancePath:instancePath+"/unchanged",schemaPath:"#/properties/unchanged/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.stale !== undefined){
let data3 = data.stale;
const _errs8 = errors;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
validate15.errors = [{instancePath:instancePath+"/stale",schemaPath:"#/properties/stale/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs8){
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
validate15.errors = [{instancePath:instancePath+"/stale",schemaPath:"#/properties/stale/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.withdrawals !== undefined){
let data4 = data.withdrawals;
const _errs10 = errors;
if(errors === _errs10){
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
let missing1;
if(((data4.listed === undefined) && (missing1 = "listed")) || ((data4.others === undefined) && (missing1 = "others"))){
validate15.errors = [{instancePath:instancePath+"/withdrawals",schemaPath:"#/properties/withdrawals/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs12 = errors;
for(const key1 in data4){
if(!((key1 === "listed") || (key1 === "others"))){
validate15.errors = [{instancePath:instancePath+"/withdrawals",schemaPath:"#/properties/withdrawals/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs12 === errors){
if(data4.listed !== undefined){
let data5 = data4.listed;
const _errs13 = errors;
if(errors === _errs13){
if(Array.isArray(data5)){
var valid3 = true;
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
const _errs15 = errors;
if(errors === _errs15){
if(typeof data6 === "string"){
if(!pattern10.test(data6)){
validate15.errors = [{instancePath:instancePath+"/withdrawals/listed/" + i1,schemaPath:"#/properties/withdrawals/properties/listed/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9]{18}$"},message:"must match pattern \""+"^[A-Za-z0-9]{18}$"+"\""}];
return false;
}
}
else {
validate15.errors = [{instancePath:instancePath+"/withdrawals/listed/" + i1,schemaPath:"#/properties/withdrawals/properties/listed/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid3 = _errs15 === errors;
if(!valid3){
break;
}
}
}
else {
validate15.errors = [{instancePath:instancePath+"/withdrawals/listed",schemaPath:"#/properties/withdrawals/properties/listed/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid2 = _errs13 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data4.others !== undefined){
let data7 = data4.others;
const _errs17 = errors;
if(errors === _errs17){
if(Array.isArray(data7)){
var valid4 = true;
const len2 = data7.length;
for(let i2=0; i2<len2; i2++){
let data8 = data7[i2];
const _errs19 = errors;
if(errors === _errs19){
if(typeof data8 === "string"){
if(!pattern10.test(data8)){
validate15.errors = [{instancePath:instancePath+"/withdrawals/others/" + i2,schemaPath:"#/properties/withdrawals/properties/others/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9]{18}$"},message:"must match pattern \""+"^[A-Za-z0-9]{18}$"+"\""}];
return false;
}
}
else {
validate15.errors = [{instancePath:instancePath+"/withdrawals/others/" + i2,schemaPath:"#/properties/withdrawals/properties/others/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid4 = _errs19 === errors;
if(!valid4){
break;
}
}
}
else {
validate15.errors = [{instancePath:instancePath+"/withdrawals/others",schemaPath:"#/properties/withdrawals/properties/others/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid2 = _errs17 === errors;
}
else {
var valid2 = true;
}
}
}
}
}
else {
validate15.errors = [{instancePath:instancePath+"/withdrawals",schemaPath:"#/properties/withdrawals/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
else {
validate15.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate15.errors = vErrors;
return errors === 0;
}

exports.Outcomes = validate16;
const schema17 = {"title":"Outcomes","description":"The answer to a delivery, per record.","type":"object","additionalProperties":false,"required":["delivery_id","outcomes","counts"],"properties":{"delivery_id":{"type":"string","maxLength":36},"outcomes":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["external_id","outcome","post_id"],"properties":{"external_id":{"type":"string","pattern":"^[A-Za-z0-9]{18}$"},"outcome":{"type":"string","enum":["created","updated","unchanged","withdrawn","held","rejected","waiting","stale","ignored"]},"post_id":{"type":["integer","null"],"minimum":0},"failure":{"type":"object","additionalProperties":false,"required":["kind","code","message","actions"],"properties":{"kind":{"type":"string","enum":["config","auth","rate_limit","transient","record","bug"]},"code":{"type":"string","maxLength":64,"pattern":"^[a-z0-9_]+$"},"message":{"type":"string","maxLength":2000},"actions":{"type":"array","items":{"type":"string","maxLength":500},"maxItems":10},"details":{"type":"object","additionalProperties":true}}}}}},"counts":{"type":"object","additionalProperties":{"type":"integer","minimum":0}}}};

function validate16(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.delivery_id === undefined) && (missing0 = "delivery_id")) || ((data.outcomes === undefined) && (missing0 = "outcomes"))) || ((data.counts === undefined) && (missing0 = "counts"))){
validate16.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "delivery_id") || (key0 === "outcomes")) || (key0 === "counts"))){
validate16.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.delivery_id !== undefined){
let data0 = data.delivery_id;
const _errs2 = errors;
if(errors === _errs2){
if(typeof data0 === "string"){
if(func3(data0) > 36){
validate16.errors = [{instancePath:instancePath+"/delivery_id",schemaPath:"#/properties/delivery_id/maxLength",keyword:"maxLength",params:{limit: 36},message:"must NOT have more than 36 characters"}];
return false;
}
}
else {
validate16.errors = [{instancePath:instancePath+"/delivery_id",schemaPath:"#/properties/delivery_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.outcomes !== undefined){
let data1 = data.outcomes;
const _errs4 = errors;
if(errors === _errs4){
if(Array.isArray(data1)){
var valid1 = true;
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
const _errs6 = errors;
if(errors === _errs6){
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
let missing1;
if((((data2.external_id === undefined) && (missing1 = "external_id")) || ((data2.outcome === undefined) && (missing1 = "outcome"))) || ((data2.post_id === undefined) && (missing1 = "post_id"))){
validate16.errors = [{instancePath:instancePath+"/outcomes/" + i0,schemaPath:"#/properties/outcomes/items/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs8 = errors;
for(const key1 in data2){
if(!((((key1 === "external_id") || (key1 === "outcome")) || (key1 === "post_id")) || (key1 === "failure"))){
validate16.errors = [{instancePath:instancePath+"/outcomes/" + i0,schemaPath:"#/properties/outcomes/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs8 === errors){
if(data2.external_id !== undefined){
let data3 = data2.external_id;
const _errs9 = errors;
if(errors === _errs9){
if(typeof data3 === "string"){
if(!pattern10.test(data3)){
validate16.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/external_id",schemaPath:"#/properties/outcomes/items/properties/external_id/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9]{18}$"},message:"must match pattern \""+"^[A-Za-z0-9]{18}$"+"\""}];
return false;
}
}
else {
validate16.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/external_id",schemaPath:"#/properties/outcomes/items/properties/external_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid2 = _errs9 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data2.outcome !== undefined){
let data4 = data2.outcome;
const _errs11 = errors;
if(typeof data4 !== "string"){
validate16.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/outcome",schemaPath:"#/properties/outcomes/items/properties/outcome/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((((((((data4 === "created") || (data4 === "updated")) || (data4 === "unchanged")) || (data4 === "withdrawn")) || (data4 === "held")) || (data4 === "rejected")) || (data4 === "waiting")) || (data4 === "stale")) || (data4 === "ignored"))){
validate16.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/outcome",schemaPath:"#/properties/outcomes/items/properties/outcome/enum",keyword:"enum",params:{allowedValues: schema17.properties.outcomes.items.properties.outcome.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid2 = _errs11 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data2.post_id !== undefined){
let data5 = data2.post_id;
const _errs13 = errors;
if((!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))) && (data5 !== null)){
validate16.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/post_id",schemaPath:"#/properties/outcomes/items/properties/post_id/type",keyword:"type",params:{type: schema17.properties.outcomes.items.properties.post_id.type},message:"must be integer,null"}];
return false;
}
if(errors === _errs13){
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 0 || isNaN(data5)){
validate16.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/post_id",schemaPath:"#/properties/outcomes/items/properties/post_id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid2 = _errs13 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data2.failure !== undefined){
let data6 = data2.failure;
const _errs15 = errors;
if(errors === _errs15){
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
let missing2;
if(((((data6.kind === undefined) && (missing2 = "kind")) || ((data6.code === undefined) && (missing2 = "code"))) || ((data6.message === undefined) && (missing2 = "message"))) || ((data6.actions === undefined) && (missing2 = "actions"))){
validate16.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure",schemaPath:"#/properties/outcomes/items/properties/failure/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs17 = errors;
for(const key2 in data6){
if(!(((((key2 === "kind") || (key2 === "code")) || (key2 === "message")) || (key2 === "actions")) || (key2 === "details"))){
validate16.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure",schemaPath:"#/properties/outcomes/items/properties/failure/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs17 === errors){
if(data6.kind !== undefined){
let data7 = data6.kind;
const _errs18 = errors;
if(typeof data7 !== "string"){
validate16.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure/kind",schemaPath:"#/properties/outcomes/items/properties/failure/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data7 === "config") || (data7 === "auth")) || (data7 === "rate_limit")) || (data7 === "transient")) || (data7 === "record")) || (data7 === "bug"))){
validate16.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure/kind",schemaPath:"#/properties/outcomes/items/properties/failure/properties/kind/enum",keyword:"enum",params:{allowedValues: schema17.properties.outcomes.items.properties.failure.properties.kind.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid3 = _errs18 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data6.code !== undefined){
let data8 = data6.code;
const _errs20 = errors;
if(errors === _errs20){
if(typeof data8 === "string"){
if(func3(data8) > 64){
validate16.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure/code",schemaPath:"#/properties/outcomes/items/properties/failure/properties/code/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(!pattern12.test(data8)){
validate16.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure/code",schemaPath:"#/properties/outcomes/items/properties/failure/properties/code/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9_]+$"},message:"must match pattern \""+"^[a-z0-9_]+$"+"\""}];
return false;
}
}
}
else {
validate16.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure/code",schemaPath:"#/properties/outcomes/items/properties/failure/properties/code/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid3 = _errs20 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data6.message !== undefined){
let data9 = data6.message;
const _errs22 = errors;
if(errors === _errs22){
if(typeof data9 === "string"){
if(func3(data9) > 2000){
validate16.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure/message",schemaPath:"#/properties/outcomes/items/properties/failure/properties/message/maxLength",keyword:"maxLength",params:{limit: 2000},message:"must NOT have more than 2000 characters"}];
return false;
}
}
else {
validate16.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure/message",schemaPath:"#/properties/outcomes/items/properties/failure/properties/message/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid3 = _errs22 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data6.actions !== undefined){
let data10 = data6.actions;
const _errs24 = errors;
if(errors === _errs24){
if(Array.isArray(data10)){
if(data10.length > 10){
validate16.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure/actions",schemaPath:"#/properties/outcomes/items/properties/failure/properties/actions/maxItems",keyword:"maxItems",params:{limit: 10},message:"must NOT have more than 10 items"}];
return false;
}
else {
var valid4 = true;
const len1 = data10.length;
for(let i1=0; i1<len1; i1++){
let data11 = data10[i1];
const _errs26 = errors;
if(errors === _errs26){
if(typeof data11 === "string"){
if(func3(data11) > 500){
validate16.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure/actions/" + i1,schemaPath:"#/properties/outcomes/items/properties/failure/properties/actions/items/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"}];
return false;
}
}
else {
validate16.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure/actions/" + i1,schemaPath:"#/properties/outcomes/items/properties/failure/properties/actions/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid4 = _errs26 === errors;
if(!valid4){
break;
}
}
}
}
else {
validate16.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure/actions",schemaPath:"#/properties/outcomes/items/properties/failure/properties/actions/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid3 = _errs24 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data6.details !== undefined){
let data12 = data6.details;
const _errs28 = errors;
if(errors === _errs28){
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
}
else {
validate16.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure/details",schemaPath:"#/properties/outcomes/items/properties/failure/properties/details/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid3 = _errs28 === errors;
}
else {
var valid3 = true;
}
}
}
}
}
}
}
}
else {
validate16.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure",schemaPath:"#/properties/outcomes/items/properties/failure/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid2 = _errs15 === errors;
}
else {
var valid2 = true;
}
}
}
}
}
}
}
else {
validate16.errors = [{instancePath:instancePath+"/outcomes/" + i0,schemaPath:"#/properties/outcomes/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid1 = _errs6 === errors;
if(!valid1){
break;
}
}
}
else {
validate16.errors = [{instancePath:instancePath+"/outcomes",schemaPath:"#/properties/outcomes/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.counts !== undefined){
let data13 = data.counts;
const _errs31 = errors;
if(errors === _errs31){
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
for(const key3 in data13){
let data14 = data13[key3];
const _errs34 = errors;
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
validate16.errors = [{instancePath:instancePath+"/counts/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/counts/additionalProperties/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs34){
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 < 0 || isNaN(data14)){
validate16.errors = [{instancePath:instancePath+"/counts/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/counts/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid5 = _errs34 === errors;
if(!valid5){
break;
}
}
}
else {
validate16.errors = [{instancePath:instancePath+"/counts",schemaPath:"#/properties/counts/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs31 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
else {
validate16.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate16.errors = vErrors;
return errors === 0;
}

exports.PresenceAnswer = validate17;
const schema18 = {"title":"PresenceAnswer","description":"[ external id, state in the ledger, not visible any more, stamp in ms ] each; next is where the next page begins, null on the last.","type":"object","additionalProperties":false,"required":["records","next"],"properties":{"records":{"type":"array","items":{"type":"array","items":{"type":["string","boolean","integer"]},"minItems":4,"maxItems":4},"maxItems":5000},"next":{"type":["integer","null"],"minimum":1}}};

function validate17(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.records === undefined) && (missing0 = "records")) || ((data.next === undefined) && (missing0 = "next"))){
validate17.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((key0 === "records") || (key0 === "next"))){
validate17.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.records !== undefined){
let data0 = data.records;
const _errs2 = errors;
if(errors === _errs2){
if(Array.isArray(data0)){
if(data0.length > 5000){
validate17.errors = [{instancePath:instancePath+"/records",schemaPath:"#/properties/records/maxItems",keyword:"maxItems",params:{limit: 5000},message:"must NOT have more than 5000 items"}];
return false;
}
else {
var valid1 = true;
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
const _errs4 = errors;
if(errors === _errs4){
if(Array.isArray(data1)){
if(data1.length > 4){
validate17.errors = [{instancePath:instancePath+"/records/" + i0,schemaPath:"#/properties/records/items/maxItems",keyword:"maxItems",params:{limit: 4},message:"must NOT have more than 4 items"}];
return false;
}
else {
if(data1.length < 4){
validate17.errors = [{instancePath:instancePath+"/records/" + i0,schemaPath:"#/properties/records/items/minItems",keyword:"minItems",params:{limit: 4},message:"must NOT have fewer than 4 items"}];
return false;
}
else {
var valid2 = true;
const len1 = data1.length;
for(let i1=0; i1<len1; i1++){
let data2 = data1[i1];
const _errs6 = errors;
if(((typeof data2 !== "string") && (typeof data2 !== "boolean")) && (!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2))))){
validate17.errors = [{instancePath:instancePath+"/records/" + i0+"/" + i1,schemaPath:"#/properties/records/items/items/type",keyword:"type",params:{type: schema18.properties.records.items.items.type},message:"must be string,boolean,integer"}];
return false;
}
var valid2 = _errs6 === errors;
if(!valid2){
break;
}
}
}
}
}
else {
validate17.errors = [{instancePath:instancePath+"/records/" + i0,schemaPath:"#/properties/records/items/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid1 = _errs4 === errors;
if(!valid1){
break;
}
}
}
}
else {
validate17.errors = [{instancePath:instancePath+"/records",schemaPath:"#/properties/records/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.next !== undefined){
let data3 = data.next;
const _errs8 = errors;
if((!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))) && (data3 !== null)){
validate17.errors = [{instancePath:instancePath+"/next",schemaPath:"#/properties/next/type",keyword:"type",params:{type: schema18.properties.next.type},message:"must be integer,null"}];
return false;
}
if(errors === _errs8){
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 1 || isNaN(data3)){
validate17.errors = [{instancePath:instancePath+"/next",schemaPath:"#/properties/next/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
else {
validate17.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate17.errors = vErrors;
return errors === 0;
}

exports.RebuildAnswer = validate18;
const schema19 = {"title":"RebuildAnswer","description":"How far the rebuild is.","type":"object","additionalProperties":false,"required":["finished","phase","done","total","differed"],"properties":{"finished":{"type":"boolean"},"phase":{"type":"string","enum":["verifying","deriving","comparing","swapping","purging","finished"]},"done":{"type":"integer","minimum":0},"total":{"type":["integer","null"],"minimum":0},"differed":{"type":"integer","minimum":0}}};

function validate18(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((data.finished === undefined) && (missing0 = "finished")) || ((data.phase === undefined) && (missing0 = "phase"))) || ((data.done === undefined) && (missing0 = "done"))) || ((data.total === undefined) && (missing0 = "total"))) || ((data.differed === undefined) && (missing0 = "differed"))){
validate18.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((((key0 === "finished") || (key0 === "phase")) || (key0 === "done")) || (key0 === "total")) || (key0 === "differed"))){
validate18.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.finished !== undefined){
const _errs2 = errors;
if(typeof data.finished !== "boolean"){
validate18.errors = [{instancePath:instancePath+"/finished",schemaPath:"#/properties/finished/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.phase !== undefined){
let data1 = data.phase;
const _errs4 = errors;
if(typeof data1 !== "string"){
validate18.errors = [{instancePath:instancePath+"/phase",schemaPath:"#/properties/phase/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data1 === "verifying") || (data1 === "deriving")) || (data1 === "comparing")) || (data1 === "swapping")) || (data1 === "purging")) || (data1 === "finished"))){
validate18.errors = [{instancePath:instancePath+"/phase",schemaPath:"#/properties/phase/enum",keyword:"enum",params:{allowedValues: schema19.properties.phase.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.done !== undefined){
let data2 = data.done;
const _errs6 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate18.errors = [{instancePath:instancePath+"/done",schemaPath:"#/properties/done/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs6){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
validate18.errors = [{instancePath:instancePath+"/done",schemaPath:"#/properties/done/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.total !== undefined){
let data3 = data.total;
const _errs8 = errors;
if((!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))) && (data3 !== null)){
validate18.errors = [{instancePath:instancePath+"/total",schemaPath:"#/properties/total/type",keyword:"type",params:{type: schema19.properties.total.type},message:"must be integer,null"}];
return false;
}
if(errors === _errs8){
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
validate18.errors = [{instancePath:instancePath+"/total",schemaPath:"#/properties/total/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.differed !== undefined){
let data4 = data.differed;
const _errs10 = errors;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
validate18.errors = [{instancePath:instancePath+"/differed",schemaPath:"#/properties/differed/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs10){
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
validate18.errors = [{instancePath:instancePath+"/differed",schemaPath:"#/properties/differed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
else {
validate18.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate18.errors = vErrors;
return errors === 0;
}

exports.TokenAnswer = validate19;
const schema20 = {"title":"TokenAnswer","description":"A fresh Salesforce access token.","type":"object","additionalProperties":false,"required":["access_token","instance_url","generation","api_version","org_id"],"properties":{"access_token":{"type":"string","maxLength":4000},"instance_url":{"type":"string","maxLength":500},"generation":{"type":"integer","minimum":0},"api_version":{"type":"string","maxLength":8,"pattern":"^[0-9]{2,3}\\.0$"},"org_id":{"type":["string","null"],"maxLength":18}}};

function validate19(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((data.access_token === undefined) && (missing0 = "access_token")) || ((data.instance_url === undefined) && (missing0 = "instance_url"))) || ((data.generation === undefined) && (missing0 = "generation"))) || ((data.api_version === undefined) && (missing0 = "api_version"))) || ((data.org_id === undefined) && (missing0 = "org_id"))){
validate19.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((((key0 === "access_token") || (key0 === "instance_url")) || (key0 === "generation")) || (key0 === "api_version")) || (key0 === "org_id"))){
validate19.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.access_token !== undefined){
let data0 = data.access_token;
const _errs2 = errors;
if(errors === _errs2){
if(typeof data0 === "string"){
if(func3(data0) > 4000){
validate19.errors = [{instancePath:instancePath+"/access_token",schemaPath:"#/properties/access_token/maxLength",keyword:"maxLength",params:{limit: 4000},message:"must NOT have more than 4000 characters"}];
return false;
}
}
else {
validate19.errors = [{instancePath:instancePath+"/access_token",schemaPath:"#/properties/access_token/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.instance_url !== undefined){
let data1 = data.instance_url;
const _errs4 = errors;
if(errors === _errs4){
if(typeof data1 === "string"){
if(func3(data1) > 500){
validate19.errors = [{instancePath:instancePath+"/instance_url",schemaPath:"#/properties/instance_url/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"}];
return false;
}
}
else {
validate19.errors = [{instancePath:instancePath+"/instance_url",schemaPath:"#/properties/instance_url/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.generation !== undefined){
let data2 = data.generation;
const _errs6 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate19.errors = [{instancePath:instancePath+"/generation",schemaPath:"#/properties/generation/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs6){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
validate19.errors = [{instancePath:instancePath+"/generation",schemaPath:"#/properties/generation/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.api_version !== undefined){
let data3 = data.api_version;
const _errs8 = errors;
if(errors === _errs8){
if(typeof data3 === "string"){
if(func3(data3) > 8){
validate19.errors = [{instancePath:instancePath+"/api_version",schemaPath:"#/properties/api_version/maxLength",keyword:"maxLength",params:{limit: 8},message:"must NOT have more than 8 characters"}];
return false;
}
else {
if(!pattern2.test(data3)){
validate19.errors = [{instancePath:instancePath+"/api_version",schemaPath:"#/properties/api_version/pattern",keyword:"pattern",params:{pattern: "^[0-9]{2,3}\\.0$"},message:"must match pattern \""+"^[0-9]{2,3}\\.0$"+"\""}];
return false;
}
}
}
else {
validate19.errors = [{instancePath:instancePath+"/api_version",schemaPath:"#/properties/api_version/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.org_id !== undefined){
let data4 = data.org_id;
const _errs10 = errors;
if((typeof data4 !== "string") && (data4 !== null)){
validate19.errors = [{instancePath:instancePath+"/org_id",schemaPath:"#/properties/org_id/type",keyword:"type",params:{type: schema20.properties.org_id.type},message:"must be string,null"}];
return false;
}
if(errors === _errs10){
if(typeof data4 === "string"){
if(func3(data4) > 18){
validate19.errors = [{instancePath:instancePath+"/org_id",schemaPath:"#/properties/org_id/maxLength",keyword:"maxLength",params:{limit: 18},message:"must NOT have more than 18 characters"}];
return false;
}
}
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
else {
validate19.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate19.errors = vErrors;
return errors === 0;
}

exports.VisibilityAnswer = validate20;
const schema21 = {"title":"VisibilityAnswer","description":"How many records were listed for a person, and how many left that list.","type":"object","additionalProperties":false,"required":["unseen","seen"],"properties":{"unseen":{"type":"integer","minimum":0},"seen":{"type":"integer","minimum":0}}};

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.unseen === undefined) && (missing0 = "unseen")) || ((data.seen === undefined) && (missing0 = "seen"))){
validate20.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((key0 === "unseen") || (key0 === "seen"))){
validate20.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.unseen !== undefined){
let data0 = data.unseen;
const _errs2 = errors;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
validate20.errors = [{instancePath:instancePath+"/unseen",schemaPath:"#/properties/unseen/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs2){
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 < 0 || isNaN(data0)){
validate20.errors = [{instancePath:instancePath+"/unseen",schemaPath:"#/properties/unseen/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.seen !== undefined){
let data1 = data.seen;
const _errs4 = errors;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
validate20.errors = [{instancePath:instancePath+"/seen",schemaPath:"#/properties/seen/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs4){
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
validate20.errors = [{instancePath:instancePath+"/seen",schemaPath:"#/properties/seen/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
else {
validate20.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate20.errors = vErrors;
return errors === 0;
}
