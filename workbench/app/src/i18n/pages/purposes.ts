/** Words of the page that says what a purpose opens. */
export const en = {
  opens: "What this purpose opens",
  views: {
    search: { name: "Search", text: "Find a person, company, vehicle or case, and look at facts, links and sources." },
    graph: { name: "Graph", text: "Draw how people, companies and property are linked, find paths, save and print charts." },
    flags: { name: "Flags", text: "What agencies have flagged, and withdrawing what you flagged." },
    screening: { name: "Listing check", text: "Check a list of persons and companies, typed or from a file: who is on the list of dishonest judgment debtors, and which court to contact." },
    audit: { name: "Audit records", text: "Who asked what about whom and on which basis, each record with its proof." },
  },
  ready: {
    statistics: {
      name: "Counts of cases",
      text: "Counts of the enforcement cases of your division, by status, kind and day. No case and no person is shown. There is no page for it yet: ask in GraphiQL, where the counts by status stand ready.",
    },
    registration: {
      name: "Register of agencies and officers",
      text: "Register agencies and officers, set keys, sign-in and roles, suspend and restore, confirm or withdraw proposals. There is no page for it yet: ask in GraphiQL, where the list of agencies and of waiting proposals stands ready.",
    },
    other: {
      name: "Questions of your purpose",
      text: "There is no page for this purpose yet: ask in GraphiQL. A question stands ready that lists what you may ask.",
    },
  },
  ask: "Open the question in GraphiQL",
};

export const zh: typeof en = {
  opens: "此用途可用功能",
  views: {
    search: { name: "查询", text: "查找人员、单位、车辆或案件，查看信息、关联和来源。" },
    graph: { name: "关系图", text: "绘制人员、单位和财产的关系，查找路径，保存和打印。" },
    flags: { name: "标记", text: "查看各单位的标记，撤回本单位的标记。" },
    screening: { name: "失信审查", text: "录入或从文件导入人员和单位名单，核查是否为失信被执行人及应联系的法院。" },
    audit: { name: "审计记录", text: "查阅谁在何依据下查询了什么、涉及何人，每条记录附证明。" },
  },
  ready: {
    statistics: {
      name: "案件统计",
      text: "统计本辖区执行案件数量，可按状态、种类和日期统计，不显示任何案件和个人。此功能尚无页面，请在 GraphiQL 中查询，已备好按状态统计的语句。",
    },
    registration: {
      name: "单位和人员登记",
      text: "登记单位和人员，设置密钥、登录和角色，停用或恢复，复核或撤回变更。此功能尚无页面，请在 GraphiQL 中操作，已备好查看单位和待复核变更的语句。",
    },
    other: {
      name: "此用途的查询",
      text: "此用途尚无页面，请在 GraphiQL 中查询，已备好列出可查询内容的语句。",
    },
  },
  ask: "在 GraphiQL 中打开",
};
