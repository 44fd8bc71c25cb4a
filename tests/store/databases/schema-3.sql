PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE identity (
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	CONSTRAINT pk_identity PRIMARY KEY (id), 
	CONSTRAINT ck_identity_id CHECK (id = 1)
);
INSERT INTO identity VALUES(1,'d9406ba2-cab6-4542-88a8-9807225b4961');
CREATE TABLE change (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at VARCHAR NOT NULL, 
	actor VARCHAR NOT NULL, 
	command VARCHAR NOT NULL, 
	what VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	rows INTEGER, 
	undoes INTEGER, 
	undone_by INTEGER, 
	CONSTRAINT fk_change_undoes FOREIGN KEY(undoes) REFERENCES change (id), 
	CONSTRAINT fk_change_undone_by FOREIGN KEY(undone_by) REFERENCES change (id)
);
INSERT INTO change VALUES(1,'2026-10-01T01:10:00Z','mei','lead add Harbor --company ''Harbor Ltd'' --phone 13900001111 --value 48k --source fair --next ''send the survey'' --due 2026-10-05','lead added: {}','Harbor',5,NULL,NULL);
INSERT INTO change VALUES(2,'2026-10-02T01:00:00Z','mei','lead add ''东海仓储'' --company ''东海仓储有限公司'' --value 30000 --owner bo --tag hot','lead added: {}','东海仓储',4,NULL,NULL);
INSERT INTO change VALUES(3,'2026-10-03T01:00:00Z','mei','lead advance Harbor --note ''budget confirmed''','lead moved: {}','Harbor',4,NULL,NULL);
INSERT INTO change VALUES(4,'2026-10-04T01:00:00Z','mei','lead edit Harbor --set ''pain=spoiled goods'' --set ''must_have=an alarm'' --set urgency=now','lead edited: {}','Harbor',2,NULL,NULL);
INSERT INTO change VALUES(5,'2026-10-05T01:00:00Z','mei','followup done 1 --note ''survey is back'' --next draft --due 2026-10-09','follow-up done: {}','send the survey',4,NULL,NULL);
INSERT INTO change VALUES(6,'2026-10-06T01:00:00Z','mei','lead check Harbor needs.confirmed','ticked off: {}','needs.confirmed · Harbor',2,NULL,NULL);
INSERT INTO change VALUES(7,'2026-10-07T01:00:00Z','mei','target set 100000 --period 2026-10','target set: {}','* · 2026-10 · value',1,NULL,NULL);
INSERT INTO change VALUES(8,'2026-10-07T01:01:00Z','mei','target split person --period 2026-10 --among mei=2,bo=1','target split: {}','* · 2026-10 · value',2,NULL,NULL);
INSERT INTO change VALUES(9,'2026-10-07T01:02:00Z','mei','target split day --period 2026-10 --owner mei','target split: {}','mei · 2026-10 · value',22,NULL,NULL);
INSERT INTO change VALUES(10,'2026-10-08T01:00:00Z','mei','kb add ''Cold stores'' --stage needs --text ''Ask for the last power cut''','note added: {}','Cold stores',1,NULL,NULL);
INSERT INTO change VALUES(11,'2026-10-09T01:00:00Z','mei','lead lose ''东海'' --reason price','lead lost: {}','东海仓储',2,NULL,NULL);
INSERT INTO change VALUES(12,'2026-10-10T01:00:00Z','mei','lead win Harbor --value 52k','lead won: {}','Harbor',3,NULL,NULL);
CREATE TABLE customer (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR NOT NULL, 
	name_key VARCHAR NOT NULL, 
	recorded_at VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT ck_customer_name CHECK (name <> '')
);
INSERT INTO customer VALUES(1,'Harbor Ltd','harbor ltd','2026-10-01T01:10:00Z',1);
INSERT INTO customer VALUES(2,'东海仓储有限公司','东海仓储有限公司','2026-10-02T01:00:00Z',1);
CREATE TABLE custom_field (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"key" VARCHAR NOT NULL, 
	CONSTRAINT ck_custom_field_key CHECK (key <> ''), 
	CONSTRAINT uq_custom_field_key UNIQUE ("key")
);
INSERT INTO custom_field VALUES(1,'pain');
INSERT INTO custom_field VALUES(2,'current_solution');
INSERT INTO custom_field VALUES(3,'must_have');
INSERT INTO custom_field VALUES(4,'budget');
INSERT INTO custom_field VALUES(5,'decision_maker');
INSERT INTO custom_field VALUES(6,'decision_date');
INSERT INTO custom_field VALUES(7,'urgency');
INSERT INTO custom_field VALUES(8,'competitors');
CREATE TABLE map_version (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"key" VARCHAR NOT NULL, 
	source TEXT NOT NULL, 
	compiled TEXT, 
	applied_at VARCHAR NOT NULL, 
	actor VARCHAR NOT NULL, 
	CONSTRAINT ck_map_version_applied_at CHECK (applied_at LIKE '____-__-__T__:__:__%Z')
);
INSERT INTO map_version VALUES(1,'six-stage',replace('# The default map: six stages from the first lead to the repeat purchase.\n# Every text that people read is in both languages. What each key means: README, "The map as data".\nkey = "six-stage"\nlabel = { en = "Standard sales process", zh = "标准销售流程" }\nstrict = false          # what is missing is told, and the lead moves on; items with hard = true are asked for all the same\nmay_force = true        # a hard item can be overruled with --force --note WHY\n\n# ------------------------------------------------------------------------------------------------ who does things\n[[role]]\nkey = "sales"\nlabel = { en = "Salesperson", zh = "销售" }\n\n[[role]]\nkey = "presales"\nlabel = { en = "Presales engineer", zh = "售前工程师" }\n\n[[role]]\nkey = "manager"\nlabel = { en = "Sales manager", zh = "销售经理" }\n\n[[role]]\nkey = "delivery"\nlabel = { en = "Delivery", zh = "交付" }\n\n[[role]]\nkey = "care"\nlabel = { en = "Customer care", zh = "客户服务" }\n\n# ------------------------------------------------------------------------------------------------ fields of one''s own\n[[field]]\nkey = "pain"\nlabel = { en = "The problem to be solved", zh = "要解决的问题" }\nhint = { en = "What happens today, how often, and what does it cost?", zh = "现在发生什么、多久一次、代价多大？" }\n\n[[field]]\nkey = "current_solution"\nlabel = { en = "How it is done today", zh = "目前的做法" }\n\n[[field]]\nkey = "must_have"\nlabel = { en = "What the solution must do", zh = "方案必须做到的" }\n\n[[field]]\nkey = "budget"\nlabel = { en = "Budget", zh = "预算" }\nhint = { en = "A rough figure or a range will do.", zh = "大致数字或范围即可。" }\n\n[[field]]\nkey = "decision_maker"\nlabel = { en = "Who decides", zh = "决策人" }\n\n[[field]]\nkey = "decision_date"\nlabel = { en = "When it will be decided", zh = "决策时间" }\ntype = "date"\n\n[[field]]\nkey = "urgency"\nlabel = { en = "How urgent it is", zh = "紧迫程度" }\ntype = "choice"\nchoices = [{ en = "now", zh = "马上" }, { en = "this quarter", zh = "本季度" }, { en = "this year", zh = "今年" }, { en = "someday", zh = "以后" }]\n\n[[field]]\nkey = "competitors"\nlabel = { en = "Who else is asked", zh = "还在比较的供应商" }\n\n[[form]]\nkey = "needs"\ntitle = { en = "Needs survey", zh = "需求调研表" }\nintro = { en = "Ten minutes that spare you an offer that does not fit. Answer what you can; leave the rest empty.", zh = "十分钟填写，免得收到不合适的方案。能答的请填写，其余可留空。" }\nfields = ["pain", "current_solution", "must_have", "budget", "decision_maker", "decision_date", "urgency", "competitors"]\nrequired = ["pain", "must_have"]\n\n# ------------------------------------------------------------------------------------------------ what a lead is worth\n[[score]]\nlabel = { en = "The company is known", zh = "已知客户公司" }\nwhen = ["customer!="]\npoints = 10\n\n[[score]]\nlabel = { en = "The contact can be reached by phone", zh = "联系人电话可联系" }\nwhen = ["phone!="]\npoints = 10\n\n[[score]]\nlabel = { en = "Recommended by somebody", zh = "来自转介绍" }\nwhen = ["source~referral"]\npoints = 20\n\n[[score]]\nlabel = { en = "Recommended by somebody", zh = "来自转介绍" }\nwhen = ["source~转介绍"]\npoints = 20\n\n[[score]]\nlabel = { en = "Worth 50,000 or more", zh = "金额五万及以上" }\nwhen = ["value>=50000"]\npoints = 20\n\n[[score]]\nlabel = { en = "The budget is known", zh = "预算明确" }\nwhen = ["budget!="]\npoints = 15\n\n[[score]]\nlabel = { en = "We know who decides", zh = "决策人明确" }\nwhen = ["decision_maker!="]\npoints = 15\n\n[[score]]\nlabel = { en = "It is needed now", zh = "需求紧迫" }\nwhen = ["urgency=now"]\npoints = 20\n\n[[score]]\nlabel = { en = "Nobody is in a hurry", zh = "并不着急" }\nwhen = ["urgency=someday"]\npoints = -20\n\n# ------------------------------------------------------------------------------------------------ what is watched\n[[kpi]]\nkey = "followup-rate"\nlabel = { en = "Follow-up rate", zh = "跟进率" }\nreport = "followup-rate"\nfigure = "rate"\nbelow = 0.80\n\n[[kpi]]\nkey = "response-hours"\nlabel = { en = "Hours to the first contact", zh = "首次联系小时数" }\nreport = "response-time"\nfigure = "median_hours"\nabove = 24\n\n[[kpi]]\nkey = "win-rate"\nlabel = { en = "Win rate", zh = "赢单率" }\nreport = "winrate"\nfigure = "rate"\nbelow = 0.15\n\n[[kpi]]\nkey = "cycle-days"\nlabel = { en = "Days from lead to win", zh = "从线索到赢单的天数" }\nreport = "cycle"\nfigure = "median"\nwhere = { outcome = "won" }\nabove = 120\n\n[[kpi]]\nkey = "quiet-leads"\nlabel = { en = "Leads gone quiet", zh = "静默线索数" }\nreport = "quiet"\nfigure = "rows"\nabove = 20\n\n# ------------------------------------------------------------------------------------------------ 1 lead\n[[stage]]\nkey = "lead"\nlabel = { en = "Lead capture & qualification", zh = "线索收集与甄别" }\nphase = "before"        # before or after the win\nprobability = 0.10      # of being won, for the weighted forecast\nquiet_days = 7          # without contact or movement for longer: gone quiet\nresponse_hours = 24     # after assignment, the first contact is due\nrole = "sales"\nvalue = { en = "Finds the valuable leads fast", zh = "快速找出有价值的线索" }\nelements = [\n  { en = "Capture: every lead in one place on the day it comes", zh = "收集：每条线索当天进入同一处" },\n  { en = "Screening: is there a need, a budget, somebody who decides?", zh = "甄别：有没有需求、预算和决策人？" },\n]\ninputs = [{ en = "Enquiries, trade fairs, referrals, lists", zh = "咨询、展会、转介绍、名单" }]\noutputs = [{ en = "A qualified lead with a contact and a next step", zh = "有联系人、有下一步的合格线索" }]\nindicators = [\n  { en = "Follow-up rate within a day, at least 80 %", zh = "一天内跟进率，不低于80%" },\n  { en = "Share of leads that can be reached", zh = "可联系的线索占比" },\n]\nnext = { what = { en = "Make the first call", zh = "首次电话联系" }, days = 1 }\nguide = { en = """\nWrite the lead down before you do anything else: who, how to reach them, where it came from. Call within a day: after that most have \\nasked somebody else. Ask three things: what hurts, who decides, by when. If there is no need, drop it kindly; \\na clean list is worth more than a long one.""", zh = """\n先把线索记下来再做别的：是谁、怎么联系、从哪里来。一天之内打电话，过了这段时间多数人已经问了别家。问三件事：痛点是什么、谁决定、什么时候决定。\\n没有需求就礼貌放下，干净的名单比长名单值钱。""" }\n\n  [[stage.item]]\n  key = "reach"\n  label = { en = "A way to reach the contact", zh = "联系人的联系方式" }\n  field = "reach"\n\n  [[stage.item]]\n  key = "source"\n  label = { en = "Where the lead came from", zh = "线索来源" }\n  field = "source"\n\n  [[stage.action]]\n  key = "record"\n  label = { en = "Record the lead with contact and source", zh = "录入线索、联系人与来源" }\n  role = "sales"\n\n  [[stage.action]]\n  key = "first-call"\n  label = { en = "First call: need, budget, who decides", zh = "首次电话：需求、预算、决策人" }\n  role = "sales"\n  kind = "call"\n\n  [[stage.problem]]\n  key = "data-missing"\n  label = { en = "Customer data is scattered or missing", zh = "客户信息零散或缺失" }\n  metric = "missing_share"\n  fields = ["customer", "reach"]\n  above = 0.30\n  weight = 0.5\n\n    [[stage.problem.countermeasure]]\n    what = { en = "Complete company and contact, or drop the lead", zh = "补全公司与联系方式，否则放弃该线索" }\n    days = 2\n\n  [[stage.problem]]\n  key = "late-entry"\n  label = { en = "Leads and contacts are typed in late", zh = "录入滞后" }\n  metric = "late_entry_share"\n  days = 3\n  above = 0.20\n  weight = 0.5\n\n    [[stage.problem.countermeasure]]\n    what = { en = "Agree to record every contact on its day", zh = "约定当天记录每次联系" }\n    days = 1\n\n  [[stage.problem]]\n  key = "not-followed-up"\n  label = { en = "New leads are not followed up in time", zh = "线索未及时跟进" }\n  metric = "followup_rate"\n  least = 3\n  below = 0.80\n  window_days = 90\n\n    [[stage.problem.countermeasure]]\n    what = { en = "Call today, or hand the lead to somebody who can", zh = "今天联系，或转交能联系的人" }\n    days = 0\n    kind = "call"\n\n  [[stage.problem]]\n  key = "leads-lost"\n  label = { en = "Leads are forgotten", zh = "线索流失、无人过问" }\n  metric = "quiet_share"\n  above = 0.35\n\n    [[stage.problem.countermeasure]]\n    what = { en = "Call once more, then qualify or drop", zh = "再联系一次，然后推进或放弃" }\n    days = 1\n    kind = "call"\n\n  [[stage.problem]]\n  key = "dies-here"\n  label = { en = "Too many leads die in screening", zh = "甄别阶段流失过多" }\n  metric = "lost_share"\n  above = 0.80\n  least = 10\n\n    [[stage.problem.countermeasure]]\n    what = { en = "Review the sources these leads came from", zh = "检讨这些线索的来源质量" }\n    days = 3\n\n# ------------------------------------------------------------------------------------------------ 2 needs\n[[stage]]\nkey = "needs"\nlabel = { en = "Needs research & analysis", zh = "需求调研与分析" }\nphase = "before"\nprobability = 0.25\nquiet_days = 10\nresponse_hours = 48\nrole = "sales"\nvalue = { en = "One survey standard, fewer misjudgements", zh = "统一调研标准，减少误判" }\nelements = [\n  { en = "Survey: the same questions for everyone", zh = "调研表：对每个客户问同样的问题" },\n  { en = "Interview method: listen first, then repeat what was understood", zh = "访谈方法：先听，再复述确认" },\n]\ninputs = [{ en = "The qualified lead", zh = "合格线索" }]\noutputs = [{ en = "The needs survey, confirmed by the customer", zh = "经客户确认的需求调研表" }]\nindicators = [\n  { en = "Share of leads that come back here from a later stage", zh = "从后续环节退回的占比" },\n  { en = "Days until the needs are confirmed", zh = "确认需求所用天数" },\n]\nnext = { what = { en = "Send the needs survey", zh = "发送需求调研表" }, days = 2 }\nguide = { en = """\nSend the survey (salesmap form export needs), then talk it through. Ask for the last time it hurt, not for opinions. \\nTalk to the one who uses, the one who pays and the one who decides. Repeat what you understood in their words, and have it confirmed.""", zh = """\n先发调研表（salesmap form export needs），再当面过一遍。问最近一次出问题的经过，不问看法。使用的人、付钱的人、决定的人都要谈到。\\n用客户的话复述你的理解，并请对方确认。""" }\n\n  [[stage.item]]\n  key = "survey"\n  label = { en = "The needs survey is answered", zh = "需求调研表已填写" }\n  form = "needs"\n\n  [[stage.item]]\n  key = "confirmed"\n  label = { en = "The customer confirmed what we understood", zh = "客户已确认我们的理解" }\n\n  [[stage.action]]\n  key = "survey"\n  label = { en = "Send the survey and talk it through", zh = "发送调研表并逐项沟通" }\n  role = "sales"\n  kind = "email"\n\n  [[stage.action]]\n  key = "interview"\n  label = { en = "Interview users and deciders", zh = "访谈使用者与决策人" }\n  role = "sales"\n  helpers = ["presales"]\n  kind = "meeting"\n\n  [[stage.problem]]\n  key = "pain-misread"\n  label = { en = "The real pain is misread", zh = "真实痛点判断有误" }\n  metric = "returned_share"\n  above = 0.20\n  least = 10\n\n    [[stage.problem.countermeasure]]\n    what = { en = "Interview again with the survey, and have it confirmed in writing", zh = "按调研表重新访谈，并书面确认" }\n    days = 2\n    kind = "meeting"\n\n  [[stage.problem]]\n  key = "dies-here"\n  label = { en = "Too many leads are lost while their needs are studied", zh = "调研阶段流失过多" }\n  metric = "lost_share"\n  above = 0.60\n  least = 10\n\n    [[stage.problem.countermeasure]]\n    what = { en = "Ask the last ten lost customers what was misunderstood", zh = "回访最近流失的客户，问清误解在哪里" }\n    days = 5\n    kind = "call"\n\n  [[stage.problem]]\n  key = "too-slow"\n  label = { en = "Research takes too long", zh = "调研耗时过长" }\n  metric = "median_days"\n  above = 30\n\n    [[stage.problem.countermeasure]]\n    what = { en = "Set a date for the survey to be back", zh = "约定调研表的返回日期" }\n    days = 1\n    kind = "call"\n\n  [[stage.problem]]\n  key = "gone-quiet"\n  label = { en = "Leads wait without anybody in touch", zh = "调研中的线索无人联系" }\n  metric = "quiet_share"\n  above = 0.35\n\n    [[stage.problem.countermeasure]]\n    what = { en = "Call and agree on the next step", zh = "电话联系，约定下一步" }\n    days = 1\n    kind = "call"\n\n# ------------------------------------------------------------------------------------------------ 3 solution\n[[stage]]\nkey = "solution"\nlabel = { en = "Solution & value", zh = "方案制定与价值传递" }\nphase = "before"\nprobability = 0.40\nquiet_days = 14\nresponse_hours = 72\nrole = "presales"\nvalue = { en = "Precise offers, more deals won", zh = "方案更精准，成交更多" }\nelements = [\n  { en = "Product knowledge: what fits which need", zh = "产品知识：什么产品对应什么需求" },\n  { en = "Pricing strategy: price what it is worth to them", zh = "定价策略：按对客户的价值定价" },\n]\ninputs = [{ en = "The confirmed needs", zh = "已确认的需求" }]\noutputs = [{ en = "A solution that answers each need, with its value in figures", zh = "逐条回应需求并量化价值的方案" }]\nindicators = [\n  { en = "Share of leads lost here", zh = "本环节流失占比" },\n  { en = "Share of solutions sent back", zh = "被退回修改的方案占比" },\n]\nnext = { what = { en = "Draft the solution", zh = "起草方案" }, days = 3 }\nguide = { en = """\nAnswer every need of the survey, in its order and in the customer''s words; say openly what is not covered. \\nPut the value in figures: hours saved, scrap avoided. Present it, do not mail it; the questions are the best part.""", zh = """\n按调研表的顺序、用客户的话逐条回应需求，没有覆盖的坦白说明。把价值算成数字：省多少工时、少多少损耗。\\n当面讲方案，不要只发邮件，客户的提问最有价值。""" }\n\n  [[stage.item]]\n  key = "value"\n  label = { en = "What it is worth", zh = "预计金额" }\n  field = "value"\n\n  [[stage.item]]\n  key = "presented"\n  label = { en = "The solution was presented to the one who decides", zh = "已向决策人讲解方案" }\n\n  [[stage.action]]\n  key = "draft"\n  label = { en = "Draft the solution against the needs", zh = "对照需求起草方案" }\n  role = "presales"\n  helpers = ["sales"]\n\n  [[stage.action]]\n  key = "present"\n  label = { en = "Present it, with its value in figures", zh = "讲解方案并量化价值" }\n  role = "sales"\n  helpers = ["presales"]\n  kind = "meeting"\n\n  [[stage.problem]]\n  key = "does-not-fit"\n  label = { en = "The offer does not fit the need", zh = "方案与需求不匹配" }\n  metric = "lost_share"\n  above = 0.50\n  least = 10\n\n    [[stage.problem.countermeasure]]\n    what = { en = "Hold the solution against the survey, need by need", zh = "对照调研表逐条核对方案" }\n    days = 2\n\n  [[stage.problem]]\n  key = "sent-back"\n  label = { en = "Solutions come back from the negotiation", zh = "方案在谈判中被退回" }\n  metric = "returned_share"\n  above = 0.25\n  least = 10\n\n    [[stage.problem.countermeasure]]\n    what = { en = "Have presales look at the solution before it goes out", zh = "方案发出前由售前复核" }\n    days = 2\n\n  [[stage.problem]]\n  key = "too-slow"\n  label = { en = "Solutions take too long", zh = "方案制定耗时过长" }\n  metric = "median_days"\n  above = 30\n\n    [[stage.problem.countermeasure]]\n    what = { en = "Send a first draft of one page now", zh = "先发一页纸的初稿" }\n    days = 1\n    kind = "email"\n\n  [[stage.problem]]\n  key = "gone-quiet"\n  label = { en = "Customers hear nothing while the solution is made", zh = "制定方案期间客户无人联系" }\n  metric = "quiet_share"\n  above = 0.35\n\n    [[stage.problem.countermeasure]]\n    what = { en = "Tell the customer how far it is", zh = "告知客户方案进度" }\n    days = 1\n    kind = "message"\n\n# ------------------------------------------------------------------------------------------------ 4 quote\n[[stage]]\nkey = "quote"\nlabel = { en = "Quote & negotiation", zh = "报价与谈判" }\nphase = "before"\nprobability = 0.60\nquiet_days = 10\nresponse_hours = 48\nrole = "sales"\nvalue = { en = "A bargaining procedure, early warning", zh = "议价有章法，风险早预警" }\nelements = [\n  { en = "Bargaining: what is given, and what for", zh = "议价：让什么，换什么" },\n  { en = "Contract terms: scope, payment, delivery", zh = "合同条款：范围、付款、交期" },\n]\ninputs = [{ en = "The accepted solution", zh = "客户认可的方案" }]\noutputs = [{ en = "A quote that both sides stand by", zh = "双方认可的报价" }]\nindicators = [\n  { en = "Share of deals lost for the price", zh = "因价格丢单的占比" },\n  { en = "Days in negotiation", zh = "谈判天数" },\n]\nnext = { what = { en = "Send the quote and call about it", zh = "发送报价并电话跟进" }, days = 2 }\nguide = { en = """\nNever give without getting: a discount against volume, payment or date. Three rounds at most, the third with your manager. \\nIf they only talk about the price, go back to the value. Call two days after the quote; silence is an answer, too.""", zh = """\n不白让：降价要换数量、付款或交期。最多三轮，第三轮请经理参加。客户只谈价格时，回到价值上来。报价发出两天后打电话，沉默也是一种回答。""" }\n\n  [[stage.item]]\n  key = "expected-close"\n  label = { en = "When it should close", zh = "预计成交日期" }\n  field = "expected_close"\n\n  [[stage.item]]\n  key = "terms"\n  label = { en = "Scope, payment and delivery are agreed", zh = "范围、付款、交期已谈妥" }\n\n  [[stage.action]]\n  key = "send-quote"\n  label = { en = "Send the quote", zh = "发送报价" }\n  role = "sales"\n  kind = "email"\n\n  [[stage.action]]\n  key = "negotiate"\n  label = { en = "Negotiate scope, price and terms", zh = "谈判范围、价格与条款" }\n  role = "sales"\n  helpers = ["manager"]\n  kind = "meeting"\n\n  [[stage.action]]\n  key = "discount"\n  label = { en = "Decide on discounts", zh = "审批折扣" }\n  role = "manager"\n\n  [[stage.problem]]\n  key = "price-war"\n  label = { en = "Price war", zh = "陷入价格战" }\n  metric = "lost_share"\n  words = ["price", "cheap", "expensive", "discount", "cost", "价", "贵", "便宜", "折扣", "成本"]\n  above = 0.40\n  least = 10\n\n    [[stage.problem.countermeasure]]\n    what = { en = "Go back to the value: offer a smaller scope instead of a lower price", zh = "回到价值：缩小范围，不降单价" }\n    days = 1\n    kind = "call"\n\n  [[stage.problem]]\n  key = "out-of-hand"\n  label = { en = "The negotiation gets out of hand", zh = "谈判失控" }\n  metric = "lost_share"\n  above = 0.50\n  least = 10\n\n    [[stage.problem.countermeasure]]\n    what = { en = "Bring the manager in for the next round", zh = "下一轮请经理参加" }\n    days = 1\n    kind = "meeting"\n\n  [[stage.problem]]\n  key = "too-slow"\n  label = { en = "The negotiation drags on", zh = "谈判久拖不决" }\n  metric = "median_days"\n  above = 30\n\n    [[stage.problem.countermeasure]]\n    what = { en = "Set a date until which the quote is good", zh = "给报价设定有效期" }\n    days = 1\n    kind = "call"\n\n  [[stage.problem]]\n  key = "gone-quiet"\n  label = { en = "Quotes are out and nobody asks", zh = "报价发出后无人跟进" }\n  metric = "quiet_share"\n  above = 0.35\n\n    [[stage.problem.countermeasure]]\n    what = { en = "Call about the quote", zh = "电话跟进报价" }\n    days = 0\n    kind = "call"\n\n# ------------------------------------------------------------------------------------------------ 5 contract\n[[stage]]\nkey = "contract"\nlabel = { en = "Contract & delivery", zh = "合同签订与交付" }\nphase = "before"\nprobability = 0.85\nquiet_days = 7\nresponse_hours = 48\nrole = "delivery"\nvalue = { en = "Shorter process, better experience", zh = "流程更短，体验更好" }\nelements = [\n  { en = "Approval: who signs, in which order", zh = "审批：谁签字，按什么顺序" },\n  { en = "Execution: dates, people, acceptance", zh = "执行：日期、人员、验收" },\n]\ninputs = [{ en = "The agreed quote", zh = "谈妥的报价" }]\noutputs = [{ en = "The signed contract and the delivery accepted", zh = "签订的合同与验收的交付" }]\nindicators = [\n  { en = "Days from the handshake to the signature", zh = "从谈妥到签约的天数" },\n  { en = "Share of deals past their date", zh = "逾期占比" },\n]\nnext = { what = { en = "Send the contract to be signed", zh = "发送合同待签" }, days = 1 }\nguide = { en = """\nAsk on the first day who signs and what they need for it; most delays are somebody''s holiday. \\nHand over to delivery in a meeting with the customer: what was promised, by when, who calls whom.""", zh = """\n第一天就问清谁签字、需要什么材料，多数拖延只是因为有人休假。和客户一起开会移交给交付：承诺了什么、什么时候、谁找谁。""" }\n\n  [[stage.item]]\n  key = "customer"\n  label = { en = "The company that signs", zh = "签约客户" }\n  field = "customer"\n  hard = true\n  at = "enter"\n\n  [[stage.item]]\n  key = "value"\n  label = { en = "The value of the contract", zh = "合同金额" }\n  field = "value"\n  hard = true\n  at = "enter"\n\n  [[stage.item]]\n  key = "signed"\n  label = { en = "The contract is signed", zh = "合同已签订" }\n\n  [[stage.action]]\n  key = "approve"\n  label = { en = "Approve the contract", zh = "审批合同" }\n  role = "manager"\n\n  [[stage.action]]\n  key = "sign"\n  label = { en = "Have it signed", zh = "签订合同" }\n  role = "sales"\n\n  [[stage.action]]\n  key = "deliver"\n  label = { en = "Deliver, and have it accepted", zh = "交付并验收" }\n  role = "delivery"\n  helpers = ["sales"]\n\n  [[stage.problem]]\n  key = "long-winded"\n  label = { en = "Signing is long-winded", zh = "签约流程冗长" }\n  metric = "median_days"\n  above = 21\n\n    [[stage.problem.countermeasure]]\n    what = { en = "Find out where the contract lies, and fetch it", zh = "查清合同卡在哪一步并推动" }\n    days = 1\n    kind = "call"\n\n  [[stage.problem]]\n  key = "late-delivery"\n  label = { en = "Delivery is late", zh = "交付延期" }\n  metric = "late_close_share"\n  above = 0.30\n\n    [[stage.problem.countermeasure]]\n    what = { en = "Agree on a new date with the customer", zh = "与客户重新约定日期" }\n    days = 0\n    kind = "call"\n\n  [[stage.problem]]\n  key = "dies-here"\n  label = { en = "Agreed deals are lost before the signature", zh = "谈妥的单子在签约前丢失" }\n  metric = "lost_share"\n  above = 0.50\n  least = 10\n\n    [[stage.problem.countermeasure]]\n    what = { en = "Have the manager call the customer''s management", zh = "由经理致电客户高层" }\n    days = 1\n    kind = "call"\n\n  [[stage.problem]]\n  key = "gone-quiet"\n  label = { en = "Contracts lie about", zh = "合同搁置无人过问" }\n  metric = "quiet_share"\n  above = 0.35\n\n    [[stage.problem.countermeasure]]\n    what = { en = "Ask the customer what is still open", zh = "询问客户还有什么未定" }\n    days = 0\n    kind = "call"\n\n# ------------------------------------------------------------------------------------------------ 6 aftersales\n[[stage]]\nkey = "aftersales"\nlabel = { en = "After-sales & retention", zh = "售后服务与客户维系" }\nphase = "after"\nprobability = 1.00\nquiet_days = 90\nresponse_hours = 24\nrole = "care"\nvalue = { en = "Steady contact, more repurchase", zh = "持续联系，促进复购" }\nelements = [\n  { en = "Customer care: a call before something breaks", zh = "客户关怀：出问题之前先联系" },\n  { en = "Repurchase: what they will need next", zh = "复购：下一步需要什么" },\n]\ninputs = [{ en = "The delivery accepted", zh = "验收的交付" }]\noutputs = [\n  { en = "A customer who buys again and recommends us", zh = "再次购买并愿意推荐的客户" },\n  { en = "New leads", zh = "新线索" },\n]\nindicators = [\n  { en = "Share of promises to customers that are overdue", zh = "对客户的承诺逾期占比" },\n  { en = "Repurchase rate", zh = "复购率" },\n]\nnext = { what = { en = "Ask how it works", zh = "回访使用情况" }, days = 30 }\nguide = { en = """\nCall after a month, then every quarter, before they call you. Write down what they tell you about their plans: it is the next lead. \\nA complaint answered on the same day makes a better friend than a delivery without one.""", zh = """\n一个月后回访，之后每季度一次，赶在客户找你之前。把客户说的计划记下来，那就是下一条线索。当天答复的投诉，比没有投诉的交付更能留住客户。""" }\n\n  [[stage.action]]\n  key = "care-call"\n  label = { en = "Care call every quarter", zh = "每季度回访" }\n  role = "care"\n  kind = "call"\n\n  [[stage.action]]\n  key = "repurchase"\n  label = { en = "Talk about what comes next", zh = "沟通后续需求" }\n  role = "sales"\n  helpers = ["care"]\n  kind = "visit"\n\n  [[stage.problem]]\n  key = "slow-feedback"\n  label = { en = "Feedback is slow", zh = "反馈处理缓慢" }\n  metric = "overdue_share"\n  above = 0.30\n\n    [[stage.problem.countermeasure]]\n    what = { en = "Answer the customer today", zh = "今天答复客户" }\n    days = 0\n    kind = "call"\n\n  [[stage.problem]]\n  key = "gone-quiet"\n  label = { en = "Customers are forgotten after the win", zh = "成交后无人联系" }\n  metric = "quiet_share"\n  above = 0.50\n\n    [[stage.problem.countermeasure]]\n    what = { en = "Make a care call", zh = "回访客户" }\n    days = 3\n    kind = "call"\n\n  [[stage.problem]]\n  key = "low-repurchase"\n  label = { en = "Few customers buy again", zh = "复购率低" }\n  metric = "no_repurchase_share"\n  days = 180\n  above = 0.85\n  window_days = 730\n  least = 10\n  weight = 0.5\n\n    [[stage.problem.countermeasure]]\n    what = { en = "Ask what they will need next, and offer it", zh = "询问后续需求并主动提供" }\n    days = 5\n    kind = "call"\n','\n',char(10)),'["six-stage",["Standard sales process","标准销售流程"],false,true,[["sales",["Salesperson","销售"],null],["presales",["Presales engineer","售前工程师"],null],["manager",["Sales manager","销售经理"],null],["delivery",["Delivery","交付"],null],["care",["Customer care","客户服务"],null]],[["pain",["The problem to be solved","要解决的问题"],"text",[],null,false,["What happens today, how often, and what does it cost?","现在发生什么、多久一次、代价多大？"]],["current_solution",["How it is done today","目前的做法"],"text",[],null,false,null],["must_have",["What the solution must do","方案必须做到的"],"text",[],null,false,null],["budget",["Budget","预算"],"text",[],null,false,["A rough figure or a range will do.","大致数字或范围即可。"]],["decision_maker",["Who decides","决策人"],"text",[],null,false,null],["decision_date",["When it will be decided","决策时间"],"date",[],null,false,null],["urgency",["How urgent it is","紧迫程度"],"choice",[["now","马上"],["this quarter","本季度"],["this year","今年"],["someday","以后"]],null,false,null],["competitors",["Who else is asked","还在比较的供应商"],"text",[],null,false,null]],[["needs",["Needs survey","需求调研表"],["Ten minutes that spare you an offer that does not fit. Answer what you can; leave the rest empty.","十分钟填写，免得收到不合适的方案。能答的请填写，其余可留空。"],["pain","current_solution","must_have","budget","decision_maker","decision_date","urgency","competitors"],["pain","must_have"]]],[[["The company is known","已知客户公司"],["customer!="],10],[["The contact can be reached by phone","联系人电话可联系"],["phone!="],10],[["Recommended by somebody","来自转介绍"],["source~referral"],20],[["Recommended by somebody","来自转介绍"],["source~转介绍"],20],[["Worth 50,000 or more","金额五万及以上"],["value>=50000"],20],[["The budget is known","预算明确"],["budget!="],15],[["We know who decides","决策人明确"],["decision_maker!="],15],[["It is needed now","需求紧迫"],["urgency=now"],20],[["Nobody is in a hurry","并不着急"],["urgency=someday"],-20]],[["six-stage",["Standard sales process","标准销售流程"],[],["lead","needs","solution","quote","contract","aftersales"]]],[["lead",["Lead capture & qualification","线索收集与甄别"],"before",0.1,7,24,"lead","sales",["Finds the valuable leads fast","快速找出有价值的线索"],["Write the lead down before you do anything else: who, how to reach them, where it came from. Call within a day: after that most have asked somebody else. Ask three things: what hurts, who decides, by when. If there is no need, drop it kindly; a clean list is worth more than a long one.","先把线索记下来再做别的：是谁、怎么联系、从哪里来。一天之内打电话，过了这段时间多数人已经问了别家。问三件事：痛点是什么、谁决定、什么时候决定。没有需求就礼貌放下，干净的名单比长名单值钱。"],[["Capture: every lead in one place on the day it comes","收集：每条线索当天进入同一处"],["Screening: is there a need, a budget, somebody who decides?","甄别：有没有需求、预算和决策人？"]],[["Enquiries, trade fairs, referrals, lists","咨询、展会、转介绍、名单"]],[["A qualified lead with a contact and a next step","有联系人、有下一步的合格线索"]],[["Follow-up rate within a day, at least 80 %","一天内跟进率，不低于80%"],["Share of leads that can be reached","可联系的线索占比"]],[["Make the first call","首次电话联系"],1],[["reach",["A way to reach the contact","联系人的联系方式"],"reach",null,false,"leave",[]],["source",["Where the lead came from","线索来源"],"source",null,false,"leave",[]]],[["record",["Record the lead with contact and source","录入线索、联系人与来源"],"sales",[],null,[]],["first-call",["First call: need, budget, who decides","首次电话：需求、预算、决策人"],"sales",[],"call",[]]],[["data-missing",["Customer data is scattered or missing","客户信息零散或缺失"],"missing_share","above",0.3,180,8,["customer","reach"],[],null,0.5,[[["Complete company and contact, or drop the lead","补全公司与联系方式，否则放弃该线索"],2,null]],[]],["late-entry",["Leads and contacts are typed in late","录入滞后"],"late_entry_share","above",0.2,180,8,[],[],3,0.5,[[["Agree to record every contact on its day","约定当天记录每次联系"],1,null]],[]],["not-followed-up",["New leads are not followed up in time","线索未及时跟进"],"followup_rate","below",0.8,90,3,[],[],null,1,[[["Call today, or hand the lead to somebody who can","今天联系，或转交能联系的人"],0,"call"]],[]],["leads-lost",["Leads are forgotten","线索流失、无人过问"],"quiet_share","above",0.35,180,8,[],[],null,1,[[["Call once more, then qualify or drop","再联系一次，然后推进或放弃"],1,"call"]],[]],["dies-here",["Too many leads die in screening","甄别阶段流失过多"],"lost_share","above",0.8,180,10,[],[],null,1,[[["Review the sources these leads came from","检讨这些线索的来源质量"],3,null]],[]]]],["needs",["Needs research & analysis","需求调研与分析"],"before",0.25,10,48,"needs","sales",["One survey standard, fewer misjudgements","统一调研标准，减少误判"],["Send the survey (salesmap form export needs), then talk it through. Ask for the last time it hurt, not for opinions. Talk to the one who uses, the one who pays and the one who decides. Repeat what you understood in their words, and have it confirmed.","先发调研表（salesmap form export needs），再当面过一遍。问最近一次出问题的经过，不问看法。使用的人、付钱的人、决定的人都要谈到。用客户的话复述你的理解，并请对方确认。"],[["Survey: the same questions for everyone","调研表：对每个客户问同样的问题"],["Interview method: listen first, then repeat what was understood","访谈方法：先听，再复述确认"]],[["The qualified lead","合格线索"]],[["The needs survey, confirmed by the customer","经客户确认的需求调研表"]],[["Share of leads that come back here from a later stage","从后续环节退回的占比"],["Days until the needs are confirmed","确认需求所用天数"]],[["Send the needs survey","发送需求调研表"],2],[["survey",["The needs survey is answered","需求调研表已填写"],null,"needs",false,"leave",[]],["confirmed",["The customer confirmed what we understood","客户已确认我们的理解"],null,null,false,"leave",[]]],[["survey",["Send the survey and talk it through","发送调研表并逐项沟通"],"sales",[],"email",[]],["interview",["Interview users and deciders","访谈使用者与决策人"],"sales",["presales"],"meeting",[]]],[["pain-misread",["The real pain is misread","真实痛点判断有误"],"returned_share","above",0.2,180,10,[],[],null,1,[[["Interview again with the survey, and have it confirmed in writing","按调研表重新访谈，并书面确认"],2,"meeting"]],[]],["dies-here",["Too many leads are lost while their needs are studied","调研阶段流失过多"],"lost_share","above",0.6,180,10,[],[],null,1,[[["Ask the last ten lost customers what was misunderstood","回访最近流失的客户，问清误解在哪里"],5,"call"]],[]],["too-slow",["Research takes too long","调研耗时过长"],"median_days","above",30,180,8,[],[],null,1,[[["Set a date for the survey to be back","约定调研表的返回日期"],1,"call"]],[]],["gone-quiet",["Leads wait without anybody in touch","调研中的线索无人联系"],"quiet_share","above",0.35,180,8,[],[],null,1,[[["Call and agree on the next step","电话联系，约定下一步"],1,"call"]],[]]]],["solution",["Solution & value","方案制定与价值传递"],"before",0.4,14,72,"solution","presales",["Precise offers, more deals won","方案更精准，成交更多"],["Answer every need of the survey, in its order and in the customer''s words; say openly what is not covered. Put the value in figures: hours saved, scrap avoided. Present it, do not mail it; the questions are the best part.","按调研表的顺序、用客户的话逐条回应需求，没有覆盖的坦白说明。把价值算成数字：省多少工时、少多少损耗。当面讲方案，不要只发邮件，客户的提问最有价值。"],[["Product knowledge: what fits which need","产品知识：什么产品对应什么需求"],["Pricing strategy: price what it is worth to them","定价策略：按对客户的价值定价"]],[["The confirmed needs","已确认的需求"]],[["A solution that answers each need, with its value in figures","逐条回应需求并量化价值的方案"]],[["Share of leads lost here","本环节流失占比"],["Share of solutions sent back","被退回修改的方案占比"]],[["Draft the solution","起草方案"],3],[["value",["What it is worth","预计金额"],"value",null,false,"leave",[]],["presented",["The solution was presented to the one who decides","已向决策人讲解方案"],null,null,false,"leave",[]]],[["draft",["Draft the solution against the needs","对照需求起草方案"],"presales",["sales"],null,[]],["present",["Present it, with its value in figures","讲解方案并量化价值"],"sales",["presales"],"meeting",[]]],[["does-not-fit",["The offer does not fit the need","方案与需求不匹配"],"lost_share","above",0.5,180,10,[],[],null,1,[[["Hold the solution against the survey, need by need","对照调研表逐条核对方案"],2,null]],[]],["sent-back",["Solutions come back from the negotiation","方案在谈判中被退回"],"returned_share","above",0.25,180,10,[],[],null,1,[[["Have presales look at the solution before it goes out","方案发出前由售前复核"],2,null]],[]],["too-slow",["Solutions take too long","方案制定耗时过长"],"median_days","above",30,180,8,[],[],null,1,[[["Send a first draft of one page now","先发一页纸的初稿"],1,"email"]],[]],["gone-quiet",["Customers hear nothing while the solution is made","制定方案期间客户无人联系"],"quiet_share","above",0.35,180,8,[],[],null,1,[[["Tell the customer how far it is","告知客户方案进度"],1,"message"]],[]]]],["quote",["Quote & negotiation","报价与谈判"],"before",0.6,10,48,"quote","sales",["A bargaining procedure, early warning","议价有章法，风险早预警"],["Never give without getting: a discount against volume, payment or date. Three rounds at most, the third with your manager. If they only talk about the price, go back to the value. Call two days after the quote; silence is an answer, too.","不白让：降价要换数量、付款或交期。最多三轮，第三轮请经理参加。客户只谈价格时，回到价值上来。报价发出两天后打电话，沉默也是一种回答。"],[["Bargaining: what is given, and what for","议价：让什么，换什么"],["Contract terms: scope, payment, delivery","合同条款：范围、付款、交期"]],[["The accepted solution","客户认可的方案"]],[["A quote that both sides stand by","双方认可的报价"]],[["Share of deals lost for the price","因价格丢单的占比"],["Days in negotiation","谈判天数"]],[["Send the quote and call about it","发送报价并电话跟进"],2],[["expected-close",["When it should close","预计成交日期"],"expected_close",null,false,"leave",[]],["terms",["Scope, payment and delivery are agreed","范围、付款、交期已谈妥"],null,null,false,"leave",[]]],[["send-quote",["Send the quote","发送报价"],"sales",[],"email",[]],["negotiate",["Negotiate scope, price and terms","谈判范围、价格与条款"],"sales",["manager"],"meeting",[]],["discount",["Decide on discounts","审批折扣"],"manager",[],null,[]]],[["price-war",["Price war","陷入价格战"],"lost_share","above",0.4,180,10,[],["price","cheap","expensive","discount","cost","价","贵","便宜","折扣","成本"],null,1,[[["Go back to the value: offer a smaller scope instead of a lower price","回到价值：缩小范围，不降单价"],1,"call"]],[]],["out-of-hand",["The negotiation gets out of hand","谈判失控"],"lost_share","above",0.5,180,10,[],[],null,1,[[["Bring the manager in for the next round","下一轮请经理参加"],1,"meeting"]],[]],["too-slow",["The negotiation drags on","谈判久拖不决"],"median_days","above",30,180,8,[],[],null,1,[[["Set a date until which the quote is good","给报价设定有效期"],1,"call"]],[]],["gone-quiet",["Quotes are out and nobody asks","报价发出后无人跟进"],"quiet_share","above",0.35,180,8,[],[],null,1,[[["Call about the quote","电话跟进报价"],0,"call"]],[]]]],["contract",["Contract & delivery","合同签订与交付"],"before",0.85,7,48,"contract","delivery",["Shorter process, better experience","流程更短，体验更好"],["Ask on the first day who signs and what they need for it; most delays are somebody''s holiday. Hand over to delivery in a meeting with the customer: what was promised, by when, who calls whom.","第一天就问清谁签字、需要什么材料，多数拖延只是因为有人休假。和客户一起开会移交给交付：承诺了什么、什么时候、谁找谁。"],[["Approval: who signs, in which order","审批：谁签字，按什么顺序"],["Execution: dates, people, acceptance","执行：日期、人员、验收"]],[["The agreed quote","谈妥的报价"]],[["The signed contract and the delivery accepted","签订的合同与验收的交付"]],[["Days from the handshake to the signature","从谈妥到签约的天数"],["Share of deals past their date","逾期占比"]],[["Send the contract to be signed","发送合同待签"],1],[["customer",["The company that signs","签约客户"],"customer",null,true,"enter",[]],["value",["The value of the contract","合同金额"],"value",null,true,"enter",[]],["signed",["The contract is signed","合同已签订"],null,null,false,"leave",[]]],[["approve",["Approve the contract","审批合同"],"manager",[],null,[]],["sign",["Have it signed","签订合同"],"sales",[],null,[]],["deliver",["Deliver, and have it accepted","交付并验收"],"delivery",["sales"],null,[]]],[["long-winded",["Signing is long-winded","签约流程冗长"],"median_days","above",21,180,8,[],[],null,1,[[["Find out where the contract lies, and fetch it","查清合同卡在哪一步并推动"],1,"call"]],[]],["late-delivery",["Delivery is late","交付延期"],"late_close_share","above",0.3,180,8,[],[],null,1,[[["Agree on a new date with the customer","与客户重新约定日期"],0,"call"]],[]],["dies-here",["Agreed deals are lost before the signature","谈妥的单子在签约前丢失"],"lost_share","above",0.5,180,10,[],[],null,1,[[["Have the manager call the customer''s management","由经理致电客户高层"],1,"call"]],[]],["gone-quiet",["Contracts lie about","合同搁置无人过问"],"quiet_share","above",0.35,180,8,[],[],null,1,[[["Ask the customer what is still open","询问客户还有什么未定"],0,"call"]],[]]]],["aftersales",["After-sales & retention","售后服务与客户维系"],"after",1.0,90,24,"aftersales","care",["Steady contact, more repurchase","持续联系，促进复购"],["Call after a month, then every quarter, before they call you. Write down what they tell you about their plans: it is the next lead. A complaint answered on the same day makes a better friend than a delivery without one.","一个月后回访，之后每季度一次，赶在客户找你之前。把客户说的计划记下来，那就是下一条线索。当天答复的投诉，比没有投诉的交付更能留住客户。"],[["Customer care: a call before something breaks","客户关怀：出问题之前先联系"],["Repurchase: what they will need next","复购：下一步需要什么"]],[["The delivery accepted","验收的交付"]],[["A customer who buys again and recommends us","再次购买并愿意推荐的客户"],["New leads","新线索"]],[["Share of promises to customers that are overdue","对客户的承诺逾期占比"],["Repurchase rate","复购率"]],[["Ask how it works","回访使用情况"],30],[],[["care-call",["Care call every quarter","每季度回访"],"care",[],"call",[]],["repurchase",["Talk about what comes next","沟通后续需求"],"sales",["care"],"visit",[]]],[["slow-feedback",["Feedback is slow","反馈处理缓慢"],"overdue_share","above",0.3,180,8,[],[],null,1,[[["Answer the customer today","今天答复客户"],0,"call"]],[]],["gone-quiet",["Customers are forgotten after the win","成交后无人联系"],"quiet_share","above",0.5,180,8,[],[],null,1,[[["Make a care call","回访客户"],3,"call"]],[]],["low-repurchase",["Few customers buy again","复购率低"],"no_repurchase_share","above",0.85,730,10,[],[],180,0.5,[[["Ask what they will need next, and offer it","询问后续需求并主动提供"],5,"call"]],[]]]]],[["followup-rate",["Follow-up rate","跟进率"],"followup-rate","rate",[],"below",0.8,90],["response-hours",["Hours to the first contact","首次联系小时数"],"response-time","median_hours",[],"above",24,90],["win-rate",["Win rate","赢单率"],"winrate","rate",[],"below",0.15,90],["cycle-days",["Days from lead to win","从线索到赢单的天数"],"cycle","median",[["outcome","won"]],"above",120,90],["quiet-leads",["Leads gone quiet","静默线索数"],"quiet","rows",[],"above",20,90]]]','2026-10-01T01:00:00Z','mei');
CREATE TABLE process (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"key" VARCHAR NOT NULL, 
	label_en VARCHAR NOT NULL, 
	label_zh VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	position INTEGER DEFAULT '1' NOT NULL, 
	CONSTRAINT uq_process_key UNIQUE ("key")
);
INSERT INTO process VALUES(1,'six-stage','Standard sales process','标准销售流程',1,1);
CREATE TABLE map_issue (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	stage VARCHAR NOT NULL, 
	problem VARCHAR NOT NULL, 
	metric VARCHAR NOT NULL, 
	threshold FLOAT NOT NULL, 
	figure FLOAT NOT NULL, 
	leads INTEGER NOT NULL, 
	value_cents INTEGER NOT NULL, 
	opened_at VARCHAR NOT NULL, 
	opened_by VARCHAR NOT NULL, 
	closed_at VARCHAR, 
	closed_by VARCHAR, 
	closing_figure FLOAT, 
	note TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT ck_map_issue_opened_at CHECK (opened_at LIKE '____-__-__T__:__:__%Z'), 
	CONSTRAINT ck_map_issue_closed_at CHECK (closed_at LIKE '____-__-__T__:__:__%Z'), 
	CONSTRAINT ck_map_issue_closed CHECK ((closed_at IS NULL) = (closing_figure IS NULL))
);
CREATE TABLE knowledge_note (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	title VARCHAR NOT NULL, 
	text TEXT NOT NULL, 
	stage VARCHAR, 
	problem VARCHAR, 
	product VARCHAR, 
	actor VARCHAR NOT NULL, 
	recorded_at VARCHAR NOT NULL, 
	updated_at VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT ck_knowledge_note_title CHECK (title <> ''), 
	CONSTRAINT ck_knowledge_note_recorded_at CHECK (recorded_at LIKE '____-__-__T__:__:__%Z'), 
	CONSTRAINT ck_knowledge_note_updated_at CHECK (updated_at LIKE '____-__-__T__:__:__%Z')
);
INSERT INTO knowledge_note VALUES(1,'Cold stores','Ask for the last power cut','needs',NULL,NULL,'mei','2026-10-08T01:00:00Z','2026-10-08T01:00:00Z',1);
CREATE TABLE target (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	owner VARCHAR, 
	period VARCHAR NOT NULL, 
	since VARCHAR NOT NULL, 
	until VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	amount INTEGER NOT NULL, 
	recorded_at VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT ck_target_kind CHECK (kind IN ('value', 'count', 'activity')), 
	CONSTRAINT ck_target_since CHECK (since LIKE '____-__-__' AND since >= '1900-01-01'), 
	CONSTRAINT ck_target_until CHECK (until LIKE '____-__-__' AND until >= '1900-01-01'), 
	CONSTRAINT ck_target_order CHECK (since <= until), 
	CONSTRAINT ck_target_amount CHECK (amount >= 0 AND amount = CAST(amount AS INTEGER))
);
INSERT INTO target VALUES(1,NULL,'2026-10','2026-10-01','2026-10-31','value',10000000,'2026-10-07T01:00:00Z',1);
INSERT INTO target VALUES(2,'mei','2026-10','2026-10-01','2026-10-31','value',6666667,'2026-10-07T01:01:00Z',1);
INSERT INTO target VALUES(3,'bo','2026-10','2026-10-01','2026-10-31','value',3333333,'2026-10-07T01:01:00Z',1);
INSERT INTO target VALUES(4,'mei','2026-10-01','2026-10-01','2026-10-01','value',303031,'2026-10-07T01:02:00Z',1);
INSERT INTO target VALUES(5,'mei','2026-10-02','2026-10-02','2026-10-02','value',303031,'2026-10-07T01:02:00Z',1);
INSERT INTO target VALUES(6,'mei','2026-10-05','2026-10-05','2026-10-05','value',303031,'2026-10-07T01:02:00Z',1);
INSERT INTO target VALUES(7,'mei','2026-10-06','2026-10-06','2026-10-06','value',303031,'2026-10-07T01:02:00Z',1);
INSERT INTO target VALUES(8,'mei','2026-10-07','2026-10-07','2026-10-07','value',303031,'2026-10-07T01:02:00Z',1);
INSERT INTO target VALUES(9,'mei','2026-10-08','2026-10-08','2026-10-08','value',303031,'2026-10-07T01:02:00Z',1);
INSERT INTO target VALUES(10,'mei','2026-10-09','2026-10-09','2026-10-09','value',303031,'2026-10-07T01:02:00Z',1);
INSERT INTO target VALUES(11,'mei','2026-10-12','2026-10-12','2026-10-12','value',303030,'2026-10-07T01:02:00Z',1);
INSERT INTO target VALUES(12,'mei','2026-10-13','2026-10-13','2026-10-13','value',303030,'2026-10-07T01:02:00Z',1);
INSERT INTO target VALUES(13,'mei','2026-10-14','2026-10-14','2026-10-14','value',303030,'2026-10-07T01:02:00Z',1);
INSERT INTO target VALUES(14,'mei','2026-10-15','2026-10-15','2026-10-15','value',303030,'2026-10-07T01:02:00Z',1);
INSERT INTO target VALUES(15,'mei','2026-10-16','2026-10-16','2026-10-16','value',303030,'2026-10-07T01:02:00Z',1);
INSERT INTO target VALUES(16,'mei','2026-10-19','2026-10-19','2026-10-19','value',303030,'2026-10-07T01:02:00Z',1);
INSERT INTO target VALUES(17,'mei','2026-10-20','2026-10-20','2026-10-20','value',303030,'2026-10-07T01:02:00Z',1);
INSERT INTO target VALUES(18,'mei','2026-10-21','2026-10-21','2026-10-21','value',303030,'2026-10-07T01:02:00Z',1);
INSERT INTO target VALUES(19,'mei','2026-10-22','2026-10-22','2026-10-22','value',303030,'2026-10-07T01:02:00Z',1);
INSERT INTO target VALUES(20,'mei','2026-10-23','2026-10-23','2026-10-23','value',303030,'2026-10-07T01:02:00Z',1);
INSERT INTO target VALUES(21,'mei','2026-10-26','2026-10-26','2026-10-26','value',303030,'2026-10-07T01:02:00Z',1);
INSERT INTO target VALUES(22,'mei','2026-10-27','2026-10-27','2026-10-27','value',303030,'2026-10-07T01:02:00Z',1);
INSERT INTO target VALUES(23,'mei','2026-10-28','2026-10-28','2026-10-28','value',303030,'2026-10-07T01:02:00Z',1);
INSERT INTO target VALUES(24,'mei','2026-10-29','2026-10-29','2026-10-29','value',303030,'2026-10-07T01:02:00Z',1);
INSERT INTO target VALUES(25,'mei','2026-10-30','2026-10-30','2026-10-30','value',303030,'2026-10-07T01:02:00Z',1);
CREATE TABLE notice (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	kind VARCHAR NOT NULL, 
	person VARCHAR NOT NULL, 
	day VARCHAR NOT NULL, 
	address VARCHAR NOT NULL, 
	begun_at VARCHAR NOT NULL, 
	sent_at VARCHAR, 
	CONSTRAINT uq_notice_kind_person_day_address UNIQUE (kind, person, day, address), 
	CONSTRAINT ck_notice_day CHECK (day LIKE '____-__-__' AND day >= '1900-01-01'), 
	CONSTRAINT ck_notice_begun_at CHECK (begun_at LIKE '____-__-__T__:__:__%Z'), 
	CONSTRAINT ck_notice_sent_at CHECK (sent_at LIKE '____-__-__T__:__:__%Z')
);
CREATE TABLE change_row (
	change_id INTEGER NOT NULL, 
	table_name VARCHAR NOT NULL, 
	row_id INTEGER NOT NULL, 
	"before" TEXT, 
	CONSTRAINT pk_change_row PRIMARY KEY (change_id, table_name, row_id), 
	CONSTRAINT fk_change_row_change_id FOREIGN KEY(change_id) REFERENCES change (id)
)
 WITHOUT ROWID

;
INSERT INTO change_row VALUES(1,'contact',1,NULL);
INSERT INTO change_row VALUES(1,'customer',1,NULL);
INSERT INTO change_row VALUES(1,'followup',1,NULL);
INSERT INTO change_row VALUES(1,'lead',1,NULL);
INSERT INTO change_row VALUES(1,'stay',1,NULL);
INSERT INTO change_row VALUES(2,'customer',2,NULL);
INSERT INTO change_row VALUES(2,'lead',2,NULL);
INSERT INTO change_row VALUES(2,'lead_tag',1,NULL);
INSERT INTO change_row VALUES(2,'stay',2,NULL);
INSERT INTO change_row VALUES(3,'interaction',1,NULL);
INSERT INTO change_row VALUES(3,'lead',1,'{"id":1,"name":"Harbor","name_key":"harbor","customer_id":1,"contact_id":1,"source":"fair","product":null,"region":null,"value_cents":4800000,"currency":"CNY","owner":"mei","process_id":1,"stage_id":1,"furthest_id":1,"status":"open","created_at":"2026-10-01T01:10:00Z","created_on":"2026-10-01","assigned_at":"2026-10-01T01:10:00Z","stage_since":"2026-10-01T01:10:00Z","touched_at":"2026-10-01T01:10:00Z","expected_close":null,"closed_at":null,"closed_on":null,"cycle_days":null,"lost_reason":null,"external_id":null,"import_key":null,"fields":"{}","recorded_at":"2026-10-01T01:10:00Z","updated_at":"2026-10-01T01:10:00Z","version":1}');
INSERT INTO change_row VALUES(3,'stay',1,'{"id":1,"lead_id":1,"stage_id":1,"entered_at":"2026-10-01T01:10:00Z","left_at":null,"secs":null,"outcome":null,"counted":1,"again":0}');
INSERT INTO change_row VALUES(3,'stay',3,NULL);
INSERT INTO change_row VALUES(4,'form_answer',1,NULL);
INSERT INTO change_row VALUES(4,'lead',1,'{"id":1,"name":"Harbor","name_key":"harbor","customer_id":1,"contact_id":1,"source":"fair","product":null,"region":null,"value_cents":4800000,"currency":"CNY","owner":"mei","process_id":1,"stage_id":2,"furthest_id":2,"status":"open","created_at":"2026-10-01T01:10:00Z","created_on":"2026-10-01","assigned_at":"2026-10-01T01:10:00Z","stage_since":"2026-10-03T01:00:00Z","touched_at":"2026-10-03T01:00:00Z","expected_close":null,"closed_at":null,"closed_on":null,"cycle_days":null,"lost_reason":null,"external_id":null,"import_key":null,"fields":"{}","recorded_at":"2026-10-01T01:10:00Z","updated_at":"2026-10-03T01:00:00Z","version":2}');
INSERT INTO change_row VALUES(5,'followup',1,'{"id":1,"lead_id":1,"kind":null,"what":"send the survey","due_on":"2026-10-05","owner":"mei","done_at":null,"dropped_at":null,"recorded_at":"2026-10-01T01:10:00Z","version":1,"import_key":null}');
INSERT INTO change_row VALUES(5,'followup',2,NULL);
INSERT INTO change_row VALUES(5,'interaction',2,NULL);
INSERT INTO change_row VALUES(5,'lead',1,'{"id":1,"name":"Harbor","name_key":"harbor","customer_id":1,"contact_id":1,"source":"fair","product":null,"region":null,"value_cents":4800000,"currency":"CNY","owner":"mei","process_id":1,"stage_id":2,"furthest_id":2,"status":"open","created_at":"2026-10-01T01:10:00Z","created_on":"2026-10-01","assigned_at":"2026-10-01T01:10:00Z","stage_since":"2026-10-03T01:00:00Z","touched_at":"2026-10-03T01:00:00Z","expected_close":null,"closed_at":null,"closed_on":null,"cycle_days":null,"lost_reason":null,"external_id":null,"import_key":null,"fields":"{\"pain\": \"spoiled goods\", \"must_have\": \"an alarm\", \"urgency\": \"now\"}","recorded_at":"2026-10-01T01:10:00Z","updated_at":"2026-10-04T01:00:00Z","version":3}');
INSERT INTO change_row VALUES(6,'lead',1,'{"id":1,"name":"Harbor","name_key":"harbor","customer_id":1,"contact_id":1,"source":"fair","product":null,"region":null,"value_cents":4800000,"currency":"CNY","owner":"mei","process_id":1,"stage_id":2,"furthest_id":2,"status":"open","created_at":"2026-10-01T01:10:00Z","created_on":"2026-10-01","assigned_at":"2026-10-01T01:10:00Z","stage_since":"2026-10-03T01:00:00Z","touched_at":"2026-10-05T01:00:00Z","expected_close":null,"closed_at":null,"closed_on":null,"cycle_days":null,"lost_reason":null,"external_id":null,"import_key":null,"fields":"{\"pain\": \"spoiled goods\", \"must_have\": \"an alarm\", \"urgency\": \"now\"}","recorded_at":"2026-10-01T01:10:00Z","updated_at":"2026-10-05T01:00:00Z","version":4}');
INSERT INTO change_row VALUES(6,'lead_check',1,NULL);
INSERT INTO change_row VALUES(7,'target',1,NULL);
INSERT INTO change_row VALUES(8,'target',2,NULL);
INSERT INTO change_row VALUES(8,'target',3,NULL);
INSERT INTO change_row VALUES(9,'target',4,NULL);
INSERT INTO change_row VALUES(9,'target',5,NULL);
INSERT INTO change_row VALUES(9,'target',6,NULL);
INSERT INTO change_row VALUES(9,'target',7,NULL);
INSERT INTO change_row VALUES(9,'target',8,NULL);
INSERT INTO change_row VALUES(9,'target',9,NULL);
INSERT INTO change_row VALUES(9,'target',10,NULL);
INSERT INTO change_row VALUES(9,'target',11,NULL);
INSERT INTO change_row VALUES(9,'target',12,NULL);
INSERT INTO change_row VALUES(9,'target',13,NULL);
INSERT INTO change_row VALUES(9,'target',14,NULL);
INSERT INTO change_row VALUES(9,'target',15,NULL);
INSERT INTO change_row VALUES(9,'target',16,NULL);
INSERT INTO change_row VALUES(9,'target',17,NULL);
INSERT INTO change_row VALUES(9,'target',18,NULL);
INSERT INTO change_row VALUES(9,'target',19,NULL);
INSERT INTO change_row VALUES(9,'target',20,NULL);
INSERT INTO change_row VALUES(9,'target',21,NULL);
INSERT INTO change_row VALUES(9,'target',22,NULL);
INSERT INTO change_row VALUES(9,'target',23,NULL);
INSERT INTO change_row VALUES(9,'target',24,NULL);
INSERT INTO change_row VALUES(9,'target',25,NULL);
INSERT INTO change_row VALUES(10,'knowledge_note',1,NULL);
INSERT INTO change_row VALUES(11,'lead',2,'{"id":2,"name":"东海仓储","name_key":"东海仓储","customer_id":2,"contact_id":null,"source":null,"product":null,"region":null,"value_cents":3000000,"currency":"CNY","owner":"bo","process_id":1,"stage_id":1,"furthest_id":1,"status":"open","created_at":"2026-10-02T01:00:00Z","created_on":"2026-10-02","assigned_at":"2026-10-02T01:00:00Z","stage_since":"2026-10-02T01:00:00Z","touched_at":"2026-10-02T01:00:00Z","expected_close":null,"closed_at":null,"closed_on":null,"cycle_days":null,"lost_reason":null,"external_id":null,"import_key":null,"fields":"{}","recorded_at":"2026-10-02T01:00:00Z","updated_at":"2026-10-02T01:00:00Z","version":1}');
INSERT INTO change_row VALUES(11,'stay',2,'{"id":2,"lead_id":2,"stage_id":1,"entered_at":"2026-10-02T01:00:00Z","left_at":null,"secs":null,"outcome":null,"counted":1,"again":0}');
INSERT INTO change_row VALUES(12,'lead',1,'{"id":1,"name":"Harbor","name_key":"harbor","customer_id":1,"contact_id":1,"source":"fair","product":null,"region":null,"value_cents":4800000,"currency":"CNY","owner":"mei","process_id":1,"stage_id":2,"furthest_id":2,"status":"open","created_at":"2026-10-01T01:10:00Z","created_on":"2026-10-01","assigned_at":"2026-10-01T01:10:00Z","stage_since":"2026-10-03T01:00:00Z","touched_at":"2026-10-05T01:00:00Z","expected_close":null,"closed_at":null,"closed_on":null,"cycle_days":null,"lost_reason":null,"external_id":null,"import_key":null,"fields":"{\"pain\": \"spoiled goods\", \"must_have\": \"an alarm\", \"urgency\": \"now\"}","recorded_at":"2026-10-01T01:10:00Z","updated_at":"2026-10-06T01:00:00Z","version":5}');
INSERT INTO change_row VALUES(12,'stay',3,'{"id":3,"lead_id":1,"stage_id":2,"entered_at":"2026-10-03T01:00:00Z","left_at":null,"secs":null,"outcome":null,"counted":1,"again":0}');
INSERT INTO change_row VALUES(12,'stay',4,NULL);
CREATE TABLE contact (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	customer_id INTEGER, 
	name VARCHAR, 
	name_key VARCHAR, 
	phone VARCHAR, 
	phone_key VARCHAR, 
	email VARCHAR, 
	email_key VARCHAR, 
	wechat VARCHAR, 
	recorded_at VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	title VARCHAR, 
	fields VARCHAR DEFAULT '{}' NOT NULL, 
	external_id VARCHAR, 
	CONSTRAINT ck_contact_fields CHECK (json_valid(fields) AND fields LIKE '{%}'), 
	CONSTRAINT fk_contact_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id)
);
INSERT INTO contact VALUES(1,1,NULL,NULL,'13900001111','+8613900001111',NULL,NULL,NULL,'2026-10-01T01:10:00Z',1,NULL,'{}',NULL);
CREATE TABLE stage (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	process_id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	label_en VARCHAR NOT NULL, 
	label_zh VARCHAR NOT NULL, 
	phase VARCHAR NOT NULL, 
	probability FLOAT NOT NULL, 
	quiet_days INTEGER NOT NULL, 
	response_hours INTEGER NOT NULL, 
	group_key VARCHAR DEFAULT '' NOT NULL, 
	CONSTRAINT uq_stage_process_id_key UNIQUE (process_id, "key"), 
	CONSTRAINT ck_stage_phase CHECK (phase IN ('before', 'after')), 
	CONSTRAINT ck_stage_probability CHECK (probability BETWEEN 0 AND 1), 
	CONSTRAINT ck_stage_position CHECK (position = CAST(position AS INTEGER)), 
	CONSTRAINT fk_stage_process_id FOREIGN KEY(process_id) REFERENCES process (id)
);
INSERT INTO stage VALUES(1,1,'lead',1,'Lead capture & qualification','线索收集与甄别','before',0.10000000000000000555,7,24,'lead');
INSERT INTO stage VALUES(2,1,'needs',2,'Needs research & analysis','需求调研与分析','before',0.25,10,48,'needs');
INSERT INTO stage VALUES(3,1,'solution',3,'Solution & value','方案制定与价值传递','before',0.4000000000000000222,14,72,'solution');
INSERT INTO stage VALUES(4,1,'quote',4,'Quote & negotiation','报价与谈判','before',0.59999999999999997779,10,48,'quote');
INSERT INTO stage VALUES(5,1,'contract',5,'Contract & delivery','合同签订与交付','before',0.84999999999999997779,7,48,'contract');
INSERT INTO stage VALUES(6,1,'aftersales',6,'After-sales & retention','售后服务与客户维系','after',1.0,90,24,'aftersales');
CREATE TABLE lead (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR NOT NULL, 
	name_key VARCHAR NOT NULL, 
	customer_id INTEGER, 
	contact_id INTEGER, 
	source VARCHAR, 
	product VARCHAR, 
	region VARCHAR, 
	value_cents INTEGER, 
	currency VARCHAR NOT NULL, 
	owner VARCHAR, 
	process_id INTEGER NOT NULL, 
	stage_id INTEGER NOT NULL, 
	furthest_id INTEGER NOT NULL, 
	status VARCHAR NOT NULL, 
	created_at VARCHAR NOT NULL, 
	created_on VARCHAR NOT NULL, 
	assigned_at VARCHAR NOT NULL, 
	stage_since VARCHAR NOT NULL, 
	touched_at VARCHAR NOT NULL, 
	expected_close VARCHAR, 
	closed_at VARCHAR, 
	closed_on VARCHAR, 
	cycle_days INTEGER, 
	lost_reason VARCHAR, 
	external_id VARCHAR, 
	import_key VARCHAR, 
	fields VARCHAR NOT NULL, 
	recorded_at VARCHAR NOT NULL, 
	updated_at VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT ck_lead_name CHECK (name <> ''), 
	CONSTRAINT ck_lead_status CHECK (status IN ('open', 'won', 'lost', 'dropped')), 
	CONSTRAINT ck_lead_closed CHECK (status <> 'open' OR closed_at IS NULL), 
	CONSTRAINT ck_lead_value CHECK (value_cents = CAST(value_cents AS INTEGER)), 
	CONSTRAINT ck_lead_created_at CHECK (created_at LIKE '____-__-__T__:__:__%Z'), 
	CONSTRAINT ck_lead_closed_at CHECK (closed_at LIKE '____-__-__T__:__:__%Z'), 
	CONSTRAINT ck_lead_stage_since CHECK (stage_since LIKE '____-__-__T__:__:__%Z'), 
	CONSTRAINT ck_lead_created_on CHECK (created_on LIKE '____-__-__' AND created_on >= '1900-01-01'), 
	CONSTRAINT ck_lead_closed_on CHECK (closed_on LIKE '____-__-__' AND closed_on >= '1900-01-01'), 
	CONSTRAINT ck_lead_expected_close CHECK (expected_close LIKE '____-__-__' AND expected_close >= '1900-01-01'), 
	CONSTRAINT ck_lead_fields CHECK (json_valid(fields) AND fields LIKE '{%}'), 
	CONSTRAINT fk_lead_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id), 
	CONSTRAINT fk_lead_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id), 
	CONSTRAINT fk_lead_process_id FOREIGN KEY(process_id) REFERENCES process (id), 
	CONSTRAINT fk_lead_stage_id FOREIGN KEY(stage_id) REFERENCES stage (id), 
	CONSTRAINT fk_lead_furthest_id FOREIGN KEY(furthest_id) REFERENCES stage (id), 
	CONSTRAINT uq_lead_external_id UNIQUE (external_id), 
	CONSTRAINT uq_lead_import_key UNIQUE (import_key)
);
INSERT INTO lead VALUES(1,'Harbor','harbor',1,1,'fair',NULL,NULL,5200000,'CNY','mei',1,6,6,'won','2026-10-01T01:10:00Z','2026-10-01','2026-10-01T01:10:00Z','2026-10-10T01:00:00Z','2026-10-10T01:00:00Z',NULL,'2026-10-10T01:00:00Z','2026-10-10',9,NULL,NULL,NULL,'{"pain": "spoiled goods", "must_have": "an alarm", "urgency": "now"}','2026-10-01T01:10:00Z','2026-10-10T01:00:00Z',7);
INSERT INTO lead VALUES(2,'东海仓储','东海仓储',2,NULL,NULL,NULL,NULL,3000000,'CNY','bo',1,1,1,'lost','2026-10-02T01:00:00Z','2026-10-02','2026-10-02T01:00:00Z','2026-10-02T01:00:00Z','2026-10-02T01:00:00Z',NULL,'2026-10-09T01:00:00Z','2026-10-09',7,'price',NULL,NULL,'{}','2026-10-02T01:00:00Z','2026-10-09T01:00:00Z',2);
CREATE TABLE lead_tag (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	lead_id INTEGER NOT NULL, 
	tag VARCHAR NOT NULL, 
	CONSTRAINT uq_lead_tag_lead_id_tag UNIQUE (lead_id, tag), 
	CONSTRAINT ck_lead_tag_tag CHECK (tag <> ''), 
	CONSTRAINT fk_lead_tag_lead_id FOREIGN KEY(lead_id) REFERENCES lead (id)
);
INSERT INTO lead_tag VALUES(1,2,'hot');
CREATE TABLE stay (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	lead_id INTEGER NOT NULL, 
	stage_id INTEGER NOT NULL, 
	entered_at VARCHAR NOT NULL, 
	left_at VARCHAR, 
	secs INTEGER, 
	outcome VARCHAR, 
	counted INTEGER DEFAULT '1' NOT NULL, 
	again INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT ck_stay_outcome CHECK (outcome IN ('forward', 'won', 'back', 'lost', 'dropped', 'moved')), 
	CONSTRAINT ck_stay_ended CHECK ((left_at IS NULL) = (outcome IS NULL)), 
	CONSTRAINT ck_stay_secs CHECK (secs >= 0), 
	CONSTRAINT ck_stay_counted CHECK (counted IN (0, 1)), 
	CONSTRAINT ck_stay_again CHECK (again IN (0, 1)), 
	CONSTRAINT ck_stay_entered_at CHECK (entered_at LIKE '____-__-__T__:__:__%Z'), 
	CONSTRAINT ck_stay_left_at CHECK (left_at LIKE '____-__-__T__:__:__%Z'), 
	CONSTRAINT fk_stay_lead_id FOREIGN KEY(lead_id) REFERENCES lead (id), 
	CONSTRAINT fk_stay_stage_id FOREIGN KEY(stage_id) REFERENCES stage (id)
);
INSERT INTO stay VALUES(1,1,1,'2026-10-01T01:10:00Z','2026-10-03T01:00:00Z',172200,'forward',1,0);
INSERT INTO stay VALUES(2,2,1,'2026-10-02T01:00:00Z','2026-10-09T01:00:00Z',604800,'lost',1,0);
INSERT INTO stay VALUES(3,1,2,'2026-10-03T01:00:00Z','2026-10-10T01:00:00Z',604800,'won',1,0);
INSERT INTO stay VALUES(4,1,6,'2026-10-10T01:00:00Z',NULL,NULL,NULL,1,0);
CREATE TABLE lead_check (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	lead_id INTEGER NOT NULL, 
	item VARCHAR NOT NULL, 
	done_at VARCHAR NOT NULL, 
	actor VARCHAR NOT NULL, 
	CONSTRAINT uq_lead_check_lead_id_item UNIQUE (lead_id, item), 
	CONSTRAINT ck_lead_check_done_at CHECK (done_at LIKE '____-__-__T__:__:__%Z'), 
	CONSTRAINT fk_lead_check_lead_id FOREIGN KEY(lead_id) REFERENCES lead (id)
);
INSERT INTO lead_check VALUES(1,1,'needs.confirmed','2026-10-06T01:00:00Z','mei');
CREATE TABLE form_answer (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	lead_id INTEGER NOT NULL, 
	form VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	answers TEXT NOT NULL, 
	received_at VARCHAR NOT NULL, 
	actor VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT ck_form_answer_answers CHECK (json_valid(answers) AND answers LIKE '{%}'), 
	CONSTRAINT ck_form_answer_received_at CHECK (received_at LIKE '____-__-__T__:__:__%Z'), 
	CONSTRAINT uq_form_answer_lead_id_form_number UNIQUE (lead_id, form, number), 
	CONSTRAINT fk_form_answer_lead_id FOREIGN KEY(lead_id) REFERENCES lead (id)
);
INSERT INTO form_answer VALUES(1,1,'needs',1,'{"pain": "spoiled goods", "must_have": "an alarm", "urgency": "now"}','2026-10-04T01:00:00Z','mei','edit');
CREATE TABLE interaction (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	lead_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	text TEXT NOT NULL, 
	at VARCHAR NOT NULL, 
	actor VARCHAR NOT NULL, 
	recorded_at VARCHAR NOT NULL, 
	import_key VARCHAR, 
	CONSTRAINT ck_interaction_kind CHECK (kind IN ('call', 'visit', 'message', 'email', 'meeting', 'note')), 
	CONSTRAINT ck_interaction_at CHECK (at LIKE '____-__-__T__:__:__%Z'), 
	CONSTRAINT fk_interaction_lead_id FOREIGN KEY(lead_id) REFERENCES lead (id)
);
INSERT INTO interaction VALUES(1,1,'note','budget confirmed','2026-10-03T01:00:00Z','mei','2026-10-03T01:00:00Z',NULL);
INSERT INTO interaction VALUES(2,1,'note','survey is back','2026-10-05T01:00:00Z','mei','2026-10-05T01:00:00Z',NULL);
CREATE TABLE followup (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	lead_id INTEGER NOT NULL, 
	kind VARCHAR, 
	what TEXT NOT NULL, 
	due_on VARCHAR NOT NULL, 
	owner VARCHAR, 
	done_at VARCHAR, 
	dropped_at VARCHAR, 
	recorded_at VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	import_key VARCHAR, 
	CONSTRAINT ck_followup_what CHECK (what <> ''), 
	CONSTRAINT ck_followup_kind CHECK (kind IN ('call', 'visit', 'message', 'email', 'meeting', 'note')), 
	CONSTRAINT ck_followup_ended CHECK (done_at IS NULL OR dropped_at IS NULL), 
	CONSTRAINT ck_followup_due_on CHECK (due_on LIKE '____-__-__' AND due_on >= '1900-01-01'), 
	CONSTRAINT ck_followup_done_at CHECK (done_at LIKE '____-__-__T__:__:__%Z'), 
	CONSTRAINT ck_followup_dropped_at CHECK (dropped_at LIKE '____-__-__T__:__:__%Z'), 
	CONSTRAINT fk_followup_lead_id FOREIGN KEY(lead_id) REFERENCES lead (id)
);
INSERT INTO followup VALUES(1,1,NULL,'send the survey','2026-10-05','mei','2026-10-05T01:00:00Z',NULL,'2026-10-01T01:10:00Z',2,NULL);
INSERT INTO followup VALUES(2,1,NULL,'draft','2026-10-09','mei',NULL,NULL,'2026-10-05T01:00:00Z',1,NULL);
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
INSERT INTO alembic_version VALUES('0003');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('map_version',1);
INSERT INTO sqlite_sequence VALUES('process',1);
INSERT INTO sqlite_sequence VALUES('custom_field',8);
INSERT INTO sqlite_sequence VALUES('stage',6);
INSERT INTO sqlite_sequence VALUES('change',12);
INSERT INTO sqlite_sequence VALUES('customer',2);
INSERT INTO sqlite_sequence VALUES('contact',1);
INSERT INTO sqlite_sequence VALUES('lead',2);
INSERT INTO sqlite_sequence VALUES('stay',4);
INSERT INTO sqlite_sequence VALUES('followup',2);
INSERT INTO sqlite_sequence VALUES('lead_tag',1);
INSERT INTO sqlite_sequence VALUES('interaction',2);
INSERT INTO sqlite_sequence VALUES('form_answer',1);
INSERT INTO sqlite_sequence VALUES('lead_check',1);
INSERT INTO sqlite_sequence VALUES('target',25);
INSERT INTO sqlite_sequence VALUES('knowledge_note',1);
CREATE INDEX ix_customer_name_key ON customer (name_key);
CREATE UNIQUE INDEX uq_target ON target (coalesce(lower(owner), ''), since, until, kind);
CREATE INDEX ix_change_row_record ON change_row (table_name, row_id);
CREATE INDEX ix_contact_phone_key ON contact (phone_key);
CREATE INDEX ix_contact_email_key ON contact (email_key);
CREATE UNIQUE INDEX uq_contact_external_id ON contact (external_id);
CREATE INDEX ix_contact_customer_id ON contact (customer_id);
CREATE INDEX ix_lead_contact_id ON lead (contact_id);
CREATE INDEX ix_lead_open_touched ON lead (stage_id, touched_at) WHERE status = 'open';
CREATE INDEX ix_lead_name_key ON lead (name_key);
CREATE INDEX ix_lead_created_on ON lead (created_on);
CREATE INDEX ix_lead_open ON lead (id, status) WHERE status = 'open';
CREATE INDEX ix_lead_open_value ON lead (value_cents, id, status) WHERE status = 'open';
CREATE INDEX ix_lead_owner ON lead (lower(owner), status);
CREATE INDEX ix_lead_customer_id ON lead (customer_id);
CREATE INDEX ix_lead_closed_on ON lead (closed_on, status);
CREATE INDEX ix_lead_cohort ON lead (process_id, status, stage_id, furthest_id, currency, value_cents);
CREATE INDEX ix_lead_tag_tag ON lead_tag (tag);
CREATE INDEX ix_stay_length ON stay (stage_id, secs, counted) WHERE secs IS NOT NULL AND counted = 1;
CREATE INDEX ix_stay_lead_id ON stay (lead_id);
CREATE INDEX ix_stay_forward ON stay (stage_id, lead_id, outcome, counted, again) WHERE outcome IN ('forward', 'won') AND counted = 1 AND again = 0;
CREATE UNIQUE INDEX uq_stay_current ON stay (lead_id) WHERE left_at IS NULL;
CREATE UNIQUE INDEX uq_interaction_import_key ON interaction (import_key);
CREATE INDEX ix_interaction_lead_id ON interaction (lead_id);
CREATE INDEX ix_followup_lead_due ON followup (lead_id, due_on) WHERE done_at IS NULL AND dropped_at IS NULL;
CREATE INDEX ix_followup_lead_id ON followup (lead_id);
CREATE INDEX ix_followup_due ON followup (due_on, id) WHERE done_at IS NULL AND dropped_at IS NULL;
CREATE INDEX ix_followup_owner_due ON followup (lower(owner), due_on) WHERE done_at IS NULL AND dropped_at IS NULL;
CREATE UNIQUE INDEX uq_followup_import_key ON followup (import_key);
CREATE TRIGGER journal_map_version_insert AFTER INSERT ON map_version  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'map_version', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'map_version' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'map_version', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'map_version' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_map_version_update BEFORE UPDATE ON map_version  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'map_version', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'map_version' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'map_version', OLD.id, json_object('id', OLD.id, 'key', OLD.key, 'source', OLD.source, 'compiled', OLD.compiled, 'applied_at', OLD.applied_at, 'actor', OLD.actor)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'map_version' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_map_version_delete BEFORE DELETE ON map_version  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'map_version', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'map_version' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'map_version', OLD.id, json_object('id', OLD.id, 'key', OLD.key, 'source', OLD.source, 'compiled', OLD.compiled, 'applied_at', OLD.applied_at, 'actor', OLD.actor)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'map_version' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_map_version_renumber BEFORE UPDATE OF id ON map_version WHEN NEW.id <> OLD.id BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'map_version', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'map_version' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'map_version', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'map_version' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_map_version_replace BEFORE INSERT ON map_version WHEN EXISTS (SELECT 1 FROM map_version WHERE id = NEW.id) BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'map_version', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'map_version' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'map_version', NEW.id, (SELECT json_object('id', id, 'key', key, 'source', source, 'compiled', compiled, 'applied_at', applied_at, 'actor', actor) FROM map_version WHERE id = NEW.id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'map_version' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_process_insert AFTER INSERT ON process  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'process', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'process' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'process', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'process' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_process_update BEFORE UPDATE ON process  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'process', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'process' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'process', OLD.id, json_object('id', OLD.id, 'key', OLD.key, 'label_en', OLD.label_en, 'label_zh', OLD.label_zh, 'version', OLD.version, 'position', OLD.position)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'process' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_process_delete BEFORE DELETE ON process  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'process', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'process' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'process', OLD.id, json_object('id', OLD.id, 'key', OLD.key, 'label_en', OLD.label_en, 'label_zh', OLD.label_zh, 'version', OLD.version, 'position', OLD.position)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'process' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_process_renumber BEFORE UPDATE OF id ON process WHEN NEW.id <> OLD.id BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'process', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'process' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'process', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'process' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_process_replace BEFORE INSERT ON process WHEN EXISTS (SELECT 1 FROM process WHERE id = NEW.id) BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'process', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'process' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'process', NEW.id, (SELECT json_object('id', id, 'key', key, 'label_en', label_en, 'label_zh', label_zh, 'version', version, 'position', position) FROM process WHERE id = NEW.id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'process' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_stage_insert AFTER INSERT ON stage  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'stage', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stage' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'stage', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stage' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_stage_update BEFORE UPDATE ON stage  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'stage', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stage' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'stage', OLD.id, json_object('id', OLD.id, 'process_id', OLD.process_id, 'key', OLD.key, 'position', OLD.position, 'label_en', OLD.label_en, 'label_zh', OLD.label_zh, 'phase', OLD.phase, 'probability', OLD.probability, 'quiet_days', OLD.quiet_days, 'response_hours', OLD.response_hours, 'group_key', OLD.group_key)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stage' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_stage_delete BEFORE DELETE ON stage  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'stage', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stage' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'stage', OLD.id, json_object('id', OLD.id, 'process_id', OLD.process_id, 'key', OLD.key, 'position', OLD.position, 'label_en', OLD.label_en, 'label_zh', OLD.label_zh, 'phase', OLD.phase, 'probability', OLD.probability, 'quiet_days', OLD.quiet_days, 'response_hours', OLD.response_hours, 'group_key', OLD.group_key)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stage' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_stage_renumber BEFORE UPDATE OF id ON stage WHEN NEW.id <> OLD.id BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'stage', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stage' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'stage', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stage' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_stage_replace BEFORE INSERT ON stage WHEN EXISTS (SELECT 1 FROM stage WHERE id = NEW.id) BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'stage', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stage' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'stage', NEW.id, (SELECT json_object('id', id, 'process_id', process_id, 'key', key, 'position', position, 'label_en', label_en, 'label_zh', label_zh, 'phase', phase, 'probability', probability, 'quiet_days', quiet_days, 'response_hours', response_hours, 'group_key', group_key) FROM stage WHERE id = NEW.id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stage' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_customer_insert AFTER INSERT ON customer  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'customer', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'customer' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'customer', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'customer' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_customer_update BEFORE UPDATE ON customer  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'customer', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'customer' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'customer', OLD.id, json_object('id', OLD.id, 'name', OLD.name, 'name_key', OLD.name_key, 'recorded_at', OLD.recorded_at, 'version', OLD.version)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'customer' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_customer_delete BEFORE DELETE ON customer  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'customer', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'customer' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'customer', OLD.id, json_object('id', OLD.id, 'name', OLD.name, 'name_key', OLD.name_key, 'recorded_at', OLD.recorded_at, 'version', OLD.version)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'customer' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_customer_renumber BEFORE UPDATE OF id ON customer WHEN NEW.id <> OLD.id BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'customer', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'customer' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'customer', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'customer' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_customer_replace BEFORE INSERT ON customer WHEN EXISTS (SELECT 1 FROM customer WHERE id = NEW.id) BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'customer', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'customer' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'customer', NEW.id, (SELECT json_object('id', id, 'name', name, 'name_key', name_key, 'recorded_at', recorded_at, 'version', version) FROM customer WHERE id = NEW.id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'customer' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_contact_insert AFTER INSERT ON contact  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'contact', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'contact' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'contact', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'contact' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_contact_update BEFORE UPDATE ON contact  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'contact', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'contact' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'contact', OLD.id, json_object('id', OLD.id, 'customer_id', OLD.customer_id, 'name', OLD.name, 'name_key', OLD.name_key, 'phone', OLD.phone, 'phone_key', OLD.phone_key, 'email', OLD.email, 'email_key', OLD.email_key, 'wechat', OLD.wechat, 'recorded_at', OLD.recorded_at, 'version', OLD.version, 'title', OLD.title, 'fields', OLD.fields, 'external_id', OLD.external_id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'contact' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_contact_delete BEFORE DELETE ON contact  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'contact', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'contact' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'contact', OLD.id, json_object('id', OLD.id, 'customer_id', OLD.customer_id, 'name', OLD.name, 'name_key', OLD.name_key, 'phone', OLD.phone, 'phone_key', OLD.phone_key, 'email', OLD.email, 'email_key', OLD.email_key, 'wechat', OLD.wechat, 'recorded_at', OLD.recorded_at, 'version', OLD.version, 'title', OLD.title, 'fields', OLD.fields, 'external_id', OLD.external_id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'contact' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_contact_renumber BEFORE UPDATE OF id ON contact WHEN NEW.id <> OLD.id BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'contact', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'contact' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'contact', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'contact' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_contact_replace BEFORE INSERT ON contact WHEN EXISTS (SELECT 1 FROM contact WHERE id = NEW.id) BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'contact', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'contact' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'contact', NEW.id, (SELECT json_object('id', id, 'customer_id', customer_id, 'name', name, 'name_key', name_key, 'phone', phone, 'phone_key', phone_key, 'email', email, 'email_key', email_key, 'wechat', wechat, 'recorded_at', recorded_at, 'version', version, 'title', title, 'fields', fields, 'external_id', external_id) FROM contact WHERE id = NEW.id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'contact' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_lead_insert AFTER INSERT ON lead  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'lead', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'lead', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_lead_update BEFORE UPDATE ON lead  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'lead', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'lead', OLD.id, json_object('id', OLD.id, 'name', OLD.name, 'name_key', OLD.name_key, 'customer_id', OLD.customer_id, 'contact_id', OLD.contact_id, 'source', OLD.source, 'product', OLD.product, 'region', OLD.region, 'value_cents', OLD.value_cents, 'currency', OLD.currency, 'owner', OLD.owner, 'process_id', OLD.process_id, 'stage_id', OLD.stage_id, 'furthest_id', OLD.furthest_id, 'status', OLD.status, 'created_at', OLD.created_at, 'created_on', OLD.created_on, 'assigned_at', OLD.assigned_at, 'stage_since', OLD.stage_since, 'touched_at', OLD.touched_at, 'expected_close', OLD.expected_close, 'closed_at', OLD.closed_at, 'closed_on', OLD.closed_on, 'cycle_days', OLD.cycle_days, 'lost_reason', OLD.lost_reason, 'external_id', OLD.external_id, 'import_key', OLD.import_key, 'fields', OLD.fields, 'recorded_at', OLD.recorded_at, 'updated_at', OLD.updated_at, 'version', OLD.version)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_lead_delete BEFORE DELETE ON lead  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'lead', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'lead', OLD.id, json_object('id', OLD.id, 'name', OLD.name, 'name_key', OLD.name_key, 'customer_id', OLD.customer_id, 'contact_id', OLD.contact_id, 'source', OLD.source, 'product', OLD.product, 'region', OLD.region, 'value_cents', OLD.value_cents, 'currency', OLD.currency, 'owner', OLD.owner, 'process_id', OLD.process_id, 'stage_id', OLD.stage_id, 'furthest_id', OLD.furthest_id, 'status', OLD.status, 'created_at', OLD.created_at, 'created_on', OLD.created_on, 'assigned_at', OLD.assigned_at, 'stage_since', OLD.stage_since, 'touched_at', OLD.touched_at, 'expected_close', OLD.expected_close, 'closed_at', OLD.closed_at, 'closed_on', OLD.closed_on, 'cycle_days', OLD.cycle_days, 'lost_reason', OLD.lost_reason, 'external_id', OLD.external_id, 'import_key', OLD.import_key, 'fields', OLD.fields, 'recorded_at', OLD.recorded_at, 'updated_at', OLD.updated_at, 'version', OLD.version)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_lead_renumber BEFORE UPDATE OF id ON lead WHEN NEW.id <> OLD.id BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'lead', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'lead', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_lead_replace BEFORE INSERT ON lead WHEN EXISTS (SELECT 1 FROM lead WHERE id = NEW.id) BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'lead', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'lead', NEW.id, (SELECT json_object('id', id, 'name', name, 'name_key', name_key, 'customer_id', customer_id, 'contact_id', contact_id, 'source', source, 'product', product, 'region', region, 'value_cents', value_cents, 'currency', currency, 'owner', owner, 'process_id', process_id, 'stage_id', stage_id, 'furthest_id', furthest_id, 'status', status, 'created_at', created_at, 'created_on', created_on, 'assigned_at', assigned_at, 'stage_since', stage_since, 'touched_at', touched_at, 'expected_close', expected_close, 'closed_at', closed_at, 'closed_on', closed_on, 'cycle_days', cycle_days, 'lost_reason', lost_reason, 'external_id', external_id, 'import_key', import_key, 'fields', fields, 'recorded_at', recorded_at, 'updated_at', updated_at, 'version', version) FROM lead WHERE id = NEW.id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_lead_tag_insert AFTER INSERT ON lead_tag  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'lead_tag', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_tag' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'lead_tag', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_tag' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_lead_tag_update BEFORE UPDATE ON lead_tag  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'lead_tag', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_tag' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'lead_tag', OLD.id, json_object('id', OLD.id, 'lead_id', OLD.lead_id, 'tag', OLD.tag)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_tag' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_lead_tag_delete BEFORE DELETE ON lead_tag  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'lead_tag', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_tag' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'lead_tag', OLD.id, json_object('id', OLD.id, 'lead_id', OLD.lead_id, 'tag', OLD.tag)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_tag' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_lead_tag_renumber BEFORE UPDATE OF id ON lead_tag WHEN NEW.id <> OLD.id BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'lead_tag', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_tag' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'lead_tag', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_tag' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_lead_tag_replace BEFORE INSERT ON lead_tag WHEN EXISTS (SELECT 1 FROM lead_tag WHERE id = NEW.id) BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'lead_tag', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_tag' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'lead_tag', NEW.id, (SELECT json_object('id', id, 'lead_id', lead_id, 'tag', tag) FROM lead_tag WHERE id = NEW.id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_tag' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_custom_field_insert AFTER INSERT ON custom_field  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'custom_field', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'custom_field' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'custom_field', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'custom_field' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_custom_field_update BEFORE UPDATE ON custom_field  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'custom_field', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'custom_field' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'custom_field', OLD.id, json_object('id', OLD.id, 'key', OLD.key)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'custom_field' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_custom_field_delete BEFORE DELETE ON custom_field  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'custom_field', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'custom_field' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'custom_field', OLD.id, json_object('id', OLD.id, 'key', OLD.key)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'custom_field' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_custom_field_renumber BEFORE UPDATE OF id ON custom_field WHEN NEW.id <> OLD.id BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'custom_field', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'custom_field' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'custom_field', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'custom_field' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_custom_field_replace BEFORE INSERT ON custom_field WHEN EXISTS (SELECT 1 FROM custom_field WHERE id = NEW.id) BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'custom_field', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'custom_field' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'custom_field', NEW.id, (SELECT json_object('id', id, 'key', key) FROM custom_field WHERE id = NEW.id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'custom_field' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_stay_insert AFTER INSERT ON stay  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'stay', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stay' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'stay', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stay' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_stay_update BEFORE UPDATE ON stay  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'stay', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stay' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'stay', OLD.id, json_object('id', OLD.id, 'lead_id', OLD.lead_id, 'stage_id', OLD.stage_id, 'entered_at', OLD.entered_at, 'left_at', OLD.left_at, 'secs', OLD.secs, 'outcome', OLD.outcome, 'counted', OLD.counted, 'again', OLD.again)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stay' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_stay_delete BEFORE DELETE ON stay  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'stay', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stay' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'stay', OLD.id, json_object('id', OLD.id, 'lead_id', OLD.lead_id, 'stage_id', OLD.stage_id, 'entered_at', OLD.entered_at, 'left_at', OLD.left_at, 'secs', OLD.secs, 'outcome', OLD.outcome, 'counted', OLD.counted, 'again', OLD.again)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stay' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_stay_renumber BEFORE UPDATE OF id ON stay WHEN NEW.id <> OLD.id BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'stay', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stay' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'stay', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stay' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_stay_replace BEFORE INSERT ON stay WHEN EXISTS (SELECT 1 FROM stay WHERE id = NEW.id) BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'stay', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stay' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'stay', NEW.id, (SELECT json_object('id', id, 'lead_id', lead_id, 'stage_id', stage_id, 'entered_at', entered_at, 'left_at', left_at, 'secs', secs, 'outcome', outcome, 'counted', counted, 'again', again) FROM stay WHERE id = NEW.id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stay' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_interaction_insert AFTER INSERT ON interaction  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'interaction', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'interaction' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'interaction', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'interaction' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_interaction_update BEFORE UPDATE ON interaction  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'interaction', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'interaction' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'interaction', OLD.id, json_object('id', OLD.id, 'lead_id', OLD.lead_id, 'kind', OLD.kind, 'text', OLD.text, 'at', OLD.at, 'actor', OLD.actor, 'recorded_at', OLD.recorded_at, 'import_key', OLD.import_key)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'interaction' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_interaction_delete BEFORE DELETE ON interaction  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'interaction', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'interaction' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'interaction', OLD.id, json_object('id', OLD.id, 'lead_id', OLD.lead_id, 'kind', OLD.kind, 'text', OLD.text, 'at', OLD.at, 'actor', OLD.actor, 'recorded_at', OLD.recorded_at, 'import_key', OLD.import_key)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'interaction' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_interaction_renumber BEFORE UPDATE OF id ON interaction WHEN NEW.id <> OLD.id BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'interaction', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'interaction' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'interaction', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'interaction' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_interaction_replace BEFORE INSERT ON interaction WHEN EXISTS (SELECT 1 FROM interaction WHERE id = NEW.id) BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'interaction', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'interaction' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'interaction', NEW.id, (SELECT json_object('id', id, 'lead_id', lead_id, 'kind', kind, 'text', text, 'at', at, 'actor', actor, 'recorded_at', recorded_at, 'import_key', import_key) FROM interaction WHERE id = NEW.id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'interaction' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_followup_insert AFTER INSERT ON followup  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'followup', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'followup' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'followup', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'followup' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_followup_update BEFORE UPDATE ON followup  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'followup', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'followup' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'followup', OLD.id, json_object('id', OLD.id, 'lead_id', OLD.lead_id, 'kind', OLD.kind, 'what', OLD.what, 'due_on', OLD.due_on, 'owner', OLD.owner, 'done_at', OLD.done_at, 'dropped_at', OLD.dropped_at, 'recorded_at', OLD.recorded_at, 'version', OLD.version, 'import_key', OLD.import_key)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'followup' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_followup_delete BEFORE DELETE ON followup  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'followup', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'followup' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'followup', OLD.id, json_object('id', OLD.id, 'lead_id', OLD.lead_id, 'kind', OLD.kind, 'what', OLD.what, 'due_on', OLD.due_on, 'owner', OLD.owner, 'done_at', OLD.done_at, 'dropped_at', OLD.dropped_at, 'recorded_at', OLD.recorded_at, 'version', OLD.version, 'import_key', OLD.import_key)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'followup' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_followup_renumber BEFORE UPDATE OF id ON followup WHEN NEW.id <> OLD.id BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'followup', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'followup' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'followup', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'followup' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_followup_replace BEFORE INSERT ON followup WHEN EXISTS (SELECT 1 FROM followup WHERE id = NEW.id) BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'followup', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'followup' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'followup', NEW.id, (SELECT json_object('id', id, 'lead_id', lead_id, 'kind', kind, 'what', what, 'due_on', due_on, 'owner', owner, 'done_at', done_at, 'dropped_at', dropped_at, 'recorded_at', recorded_at, 'version', version, 'import_key', import_key) FROM followup WHERE id = NEW.id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'followup' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_lead_check_insert AFTER INSERT ON lead_check  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'lead_check', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_check' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'lead_check', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_check' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_lead_check_update BEFORE UPDATE ON lead_check  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'lead_check', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_check' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'lead_check', OLD.id, json_object('id', OLD.id, 'lead_id', OLD.lead_id, 'item', OLD.item, 'done_at', OLD.done_at, 'actor', OLD.actor)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_check' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_lead_check_delete BEFORE DELETE ON lead_check  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'lead_check', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_check' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'lead_check', OLD.id, json_object('id', OLD.id, 'lead_id', OLD.lead_id, 'item', OLD.item, 'done_at', OLD.done_at, 'actor', OLD.actor)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_check' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_lead_check_renumber BEFORE UPDATE OF id ON lead_check WHEN NEW.id <> OLD.id BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'lead_check', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_check' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'lead_check', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_check' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_lead_check_replace BEFORE INSERT ON lead_check WHEN EXISTS (SELECT 1 FROM lead_check WHERE id = NEW.id) BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'lead_check', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_check' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'lead_check', NEW.id, (SELECT json_object('id', id, 'lead_id', lead_id, 'item', item, 'done_at', done_at, 'actor', actor) FROM lead_check WHERE id = NEW.id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_check' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_form_answer_insert AFTER INSERT ON form_answer  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'form_answer', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'form_answer' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'form_answer', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'form_answer' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_form_answer_update BEFORE UPDATE ON form_answer  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'form_answer', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'form_answer' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'form_answer', OLD.id, json_object('id', OLD.id, 'lead_id', OLD.lead_id, 'form', OLD.form, 'number', OLD.number, 'answers', OLD.answers, 'received_at', OLD.received_at, 'actor', OLD.actor, 'origin', OLD.origin)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'form_answer' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_form_answer_delete BEFORE DELETE ON form_answer  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'form_answer', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'form_answer' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'form_answer', OLD.id, json_object('id', OLD.id, 'lead_id', OLD.lead_id, 'form', OLD.form, 'number', OLD.number, 'answers', OLD.answers, 'received_at', OLD.received_at, 'actor', OLD.actor, 'origin', OLD.origin)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'form_answer' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_form_answer_renumber BEFORE UPDATE OF id ON form_answer WHEN NEW.id <> OLD.id BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'form_answer', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'form_answer' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'form_answer', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'form_answer' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_form_answer_replace BEFORE INSERT ON form_answer WHEN EXISTS (SELECT 1 FROM form_answer WHERE id = NEW.id) BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'form_answer', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'form_answer' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'form_answer', NEW.id, (SELECT json_object('id', id, 'lead_id', lead_id, 'form', form, 'number', number, 'answers', answers, 'received_at', received_at, 'actor', actor, 'origin', origin) FROM form_answer WHERE id = NEW.id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'form_answer' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_map_issue_insert AFTER INSERT ON map_issue  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'map_issue', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'map_issue' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'map_issue', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'map_issue' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_map_issue_update BEFORE UPDATE ON map_issue  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'map_issue', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'map_issue' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'map_issue', OLD.id, json_object('id', OLD.id, 'stage', OLD.stage, 'problem', OLD.problem, 'metric', OLD.metric, 'threshold', OLD.threshold, 'figure', OLD.figure, 'leads', OLD.leads, 'value_cents', OLD.value_cents, 'opened_at', OLD.opened_at, 'opened_by', OLD.opened_by, 'closed_at', OLD.closed_at, 'closed_by', OLD.closed_by, 'closing_figure', OLD.closing_figure, 'note', OLD.note, 'version', OLD.version)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'map_issue' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_map_issue_delete BEFORE DELETE ON map_issue  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'map_issue', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'map_issue' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'map_issue', OLD.id, json_object('id', OLD.id, 'stage', OLD.stage, 'problem', OLD.problem, 'metric', OLD.metric, 'threshold', OLD.threshold, 'figure', OLD.figure, 'leads', OLD.leads, 'value_cents', OLD.value_cents, 'opened_at', OLD.opened_at, 'opened_by', OLD.opened_by, 'closed_at', OLD.closed_at, 'closed_by', OLD.closed_by, 'closing_figure', OLD.closing_figure, 'note', OLD.note, 'version', OLD.version)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'map_issue' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_map_issue_renumber BEFORE UPDATE OF id ON map_issue WHEN NEW.id <> OLD.id BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'map_issue', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'map_issue' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'map_issue', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'map_issue' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_map_issue_replace BEFORE INSERT ON map_issue WHEN EXISTS (SELECT 1 FROM map_issue WHERE id = NEW.id) BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'map_issue', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'map_issue' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'map_issue', NEW.id, (SELECT json_object('id', id, 'stage', stage, 'problem', problem, 'metric', metric, 'threshold', threshold, 'figure', figure, 'leads', leads, 'value_cents', value_cents, 'opened_at', opened_at, 'opened_by', opened_by, 'closed_at', closed_at, 'closed_by', closed_by, 'closing_figure', closing_figure, 'note', note, 'version', version) FROM map_issue WHERE id = NEW.id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'map_issue' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_knowledge_note_insert AFTER INSERT ON knowledge_note  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'knowledge_note', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'knowledge_note' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'knowledge_note', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'knowledge_note' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_knowledge_note_update BEFORE UPDATE ON knowledge_note  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'knowledge_note', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'knowledge_note' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'knowledge_note', OLD.id, json_object('id', OLD.id, 'title', OLD.title, 'text', OLD.text, 'stage', OLD.stage, 'problem', OLD.problem, 'product', OLD.product, 'actor', OLD.actor, 'recorded_at', OLD.recorded_at, 'updated_at', OLD.updated_at, 'version', OLD.version)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'knowledge_note' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_knowledge_note_delete BEFORE DELETE ON knowledge_note  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'knowledge_note', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'knowledge_note' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'knowledge_note', OLD.id, json_object('id', OLD.id, 'title', OLD.title, 'text', OLD.text, 'stage', OLD.stage, 'problem', OLD.problem, 'product', OLD.product, 'actor', OLD.actor, 'recorded_at', OLD.recorded_at, 'updated_at', OLD.updated_at, 'version', OLD.version)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'knowledge_note' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_knowledge_note_renumber BEFORE UPDATE OF id ON knowledge_note WHEN NEW.id <> OLD.id BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'knowledge_note', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'knowledge_note' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'knowledge_note', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'knowledge_note' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_knowledge_note_replace BEFORE INSERT ON knowledge_note WHEN EXISTS (SELECT 1 FROM knowledge_note WHERE id = NEW.id) BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'knowledge_note', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'knowledge_note' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'knowledge_note', NEW.id, (SELECT json_object('id', id, 'title', title, 'text', text, 'stage', stage, 'problem', problem, 'product', product, 'actor', actor, 'recorded_at', recorded_at, 'updated_at', updated_at, 'version', version) FROM knowledge_note WHERE id = NEW.id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'knowledge_note' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_target_insert AFTER INSERT ON target  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'target', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'target' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'target', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'target' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_target_update BEFORE UPDATE ON target  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'target', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'target' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'target', OLD.id, json_object('id', OLD.id, 'owner', OLD.owner, 'period', OLD.period, 'since', OLD.since, 'until', OLD.until, 'kind', OLD.kind, 'amount', OLD.amount, 'recorded_at', OLD.recorded_at, 'version', OLD.version)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'target' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_target_delete BEFORE DELETE ON target  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'target', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'target' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'target', OLD.id, json_object('id', OLD.id, 'owner', OLD.owner, 'period', OLD.period, 'since', OLD.since, 'until', OLD.until, 'kind', OLD.kind, 'amount', OLD.amount, 'recorded_at', OLD.recorded_at, 'version', OLD.version)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'target' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_target_renumber BEFORE UPDATE OF id ON target WHEN NEW.id <> OLD.id BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'target', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'target' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'target', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'target' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_target_replace BEFORE INSERT ON target WHEN EXISTS (SELECT 1 FROM target WHERE id = NEW.id) BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'target', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'target' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'target', NEW.id, (SELECT json_object('id', id, 'owner', owner, 'period', period, 'since', since, 'until', until, 'kind', kind, 'amount', amount, 'recorded_at', recorded_at, 'version', version) FROM target WHERE id = NEW.id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'target' AND row_id = NEW.id);
END;
COMMIT;
PRAGMA application_id = 1396788293;
PRAGMA user_version = 3;
