# 账户：注册、登录、密码、登录记录
field-name = 姓名
field-name-hint = 同事和其他各方看到的称呼
field-email = 电子邮箱
field-email-hint = 用于登录，并接收重设密码的链接
field-password = 密码
field-new-password = 新密码
field-new-password-hint = 至少 12 个字符；用一句只有自己知道的话最好记
field-present-password = 当前密码
field-language = 语言
field-language-hint = 系统发给您的邮件使用的语言
password-show = 显示
password-hide = 隐藏
password-show-aria = 显示密码
password-hide-aria = 隐藏密码
password-shown = 密码已显示
password-hidden = 密码已隐藏

sign-up-title = 注册账户
sign-up-lede = 登记单位、投标或组织招标需要账户；浏览和核验招标项目不需要。
sign-up-button = 注册
sign-up-have = 已有账户？
sign-in-title = 登录
sign-in-button = 登录
sign-in-none = 还没有账户？
signed-out-title = 已退出登录
signed-out-text = 您的密钥仍保存在本浏览器中。如有他人共用本浏览器，请重新登录，在“我的密钥”中移除；之后可用备份文件恢复。
signed-out-again = 重新登录

forgot-title = 找回密码
forgot-lede = 请输入电子邮箱。如果该邮箱已注册，我们会发送一个链接，供您设置新密码。
forgot-button = 发送链接
forgot-sent-title = 请查收邮件
forgot-sent-text = 如果该邮箱已注册，邮件正在发送。邮件中的链接只能使用一次，{ $minutes } 分钟内有效。
forgot-sent-none = 几分钟后仍未收到？请查看垃圾邮件，确认填写的是注册时的邮箱，然后重新申请。只有最新的链接有效。
reset-title = 设置新密码
reset-lede = 保存后，所有浏览器上的登录都会退出。
reset-button = 设置新密码
change-password-title = 修改密码
change-password-lede = 其他浏览器上的登录会退出。密钥和备份文件使用各自的密码，不受影响。
change-password-button = 修改密码

account-title = 我的账户
account-roles = 角色
account-roles-none = 暂无。角色由所在单位或登记员授予。
account-password-since = 设置于 { $time }
account-sessions-text = 查看在哪些浏览器上登录
profile-title = 个人信息
sessions-title = 登录记录
sessions-lede = 如果有不认识的记录，请退出其他浏览器并修改密码。
sessions-browser = 浏览器
sessions-unknown = 未提供
sessions-this = 当前浏览器
sessions-begun = 登录时间
sessions-seen = 最近使用
sessions-end = 退出其他所有浏览器
keys-title = 我的密钥
keys-none = 尚未登记密钥。首次需要时，系统会引导您在浏览器中生成。
keys-caption = 已登记的公钥
keys-label = 名称
keys-purpose = 用途
keys-public = 公钥
keys-since = 登记时间
keys-retired = 已更换
key-signing = 签名
key-opening = 开标

# 邮件
mail-reset-subject = 设置封标账户的新密码
mail-reset-text =
    { $name }，您好：

    有人为您的封标账户申请了重设密码。如果是您本人，请在 { $minutes } 分钟内打开以下链接设置新密码：

    { $link }

    链接只能使用一次。如果不是您本人操作，请忽略本邮件，密码不会改变。

    封标 Tenderseal
