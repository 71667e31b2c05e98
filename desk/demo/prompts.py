"""What the demonstration house asks its receptionists to say, in four languages."""

from __future__ import annotations

SITE_NAME = {"en": "Jade Court", "zh-Hans": "翠庭", "zh-Hant": "翠庭", "es": "Jade Court"}
WAITING = {
    "en": "the sofas by the bamboo",
    "zh-Hans": "竹影旁的沙发区",
    "zh-Hant": "竹影旁的梳化區",
    "es": "los sofás junto al bambú",
}

# situation → language → (title, what to say)
PROMPTS: dict[str, dict[str, tuple[str, str]]] = {
    "visitors.id": {
        "en": (
            "Take the ID with both hands",
            "Good day, may I see your ID, please? … Thank you. Here it is back.",
        ),
        "zh-Hans": ("双手接证件", "您好，麻烦您出示一下证件。……谢谢，请收好您的证件。"),
        "zh-Hant": ("雙手接證件", "您好，麻煩您出示一下證件。……多謝，請收好您的證件。"),
        "es": (
            "Tome el documento con ambas manos",
            "Buenos días, ¿me permite su documento? … Gracias, aquí lo tiene.",
        ),
    },
    "visitors.wait": {
        "en": (
            "Show the way to the waiting area",
            "Please take a seat over there; I will let them know that you are here.",
        ),
        "zh-Hans": ("引导至等候区", "请您到那边稍坐，我马上通知对方您已到。"),
        "zh-Hant": ("引導至等候區", "請您到那邊稍坐，我馬上通知對方您已到。"),
        "es": (
            "Indique la zona de espera",
            "Tome asiento allí, por favor; enseguida aviso que ha llegado.",
        ),
    },
    "visitors.leave": {
        "en": ("Ask for the slip", "Thank you for coming. May I have the slip back, please?"),
        "zh-Hans": ("收回访客单", "谢谢您的来访，麻烦您把访客单交还给我。"),
        "zh-Hant": ("收回訪客單", "多謝您的到訪，麻煩您把訪客單交還給我。"),
        "es": ("Pida la hoja", "Gracias por su visita. ¿Me devuelve la hoja, por favor?"),
    },
    "visitors.unidentified": {
        "en": (
            "Ask kindly, and say why",
            "We note every visit for the safety of the people who live here. "
            "May I ask whom you are visiting? I will phone them at once.",
        ),
        "zh-Hans": (
            "客气地问，并说明原因",
            "为了住户的安全，每位访客我们都要登记。请问您找哪位？我马上给他们打电话。",
        ),
        "zh-Hant": (
            "客氣地問，並說明原因",
            "為了住戶的安全，每位訪客我們都要登記。請問您找哪位？我馬上給他們打電話。",
        ),
        "es": (
            "Pregunte con amabilidad y diga por qué",
            "Anotamos cada visita por la seguridad de los vecinos. "
            "¿Me dice a quién visita? Le llamo ahora mismo.",
        ),
    },
    "desk.greeting.morning": {
        "en": ("Greet first", "Good morning, {name}. How may I help you?"),
        "zh-Hans": ("先问好", "{name}，早上好！请问有什么可以帮您？"),
        "zh-Hant": ("先問好", "{name}，早晨！請問有甚麼可以幫您？"),
        "es": ("Primero, el saludo", "Buenos días, {name}. ¿En qué puedo ayudarle?"),
    },
    "desk.greeting.afternoon": {
        "en": ("Greet first", "Good afternoon, {name}. How may I help you?"),
        "zh-Hans": ("先问好", "{name}，下午好！请问有什么可以帮您？"),
        "zh-Hant": ("先問好", "{name}，午安！請問有甚麼可以幫您？"),
        "es": ("Primero, el saludo", "Buenas tardes, {name}. ¿En qué puedo ayudarle?"),
    },
    "desk.greeting.evening": {
        "en": ("Greet first", "Good evening, {name}. How may I help you?"),
        "zh-Hans": ("先问好", "{name}，晚上好！请问有什么可以帮您？"),
        "zh-Hant": ("先問好", "{name}，晚上好！請問有甚麼可以幫您？"),
        "es": ("Primero, el saludo", "Buenas noches, {name}. ¿En qué puedo ayudarle?"),
    },
    "desk.greeting.when": {
        "en": (
            "When to greet",
            "3 m: look up and smile. 2–3 steps: stand up and greet. "
            "Within 30 s: a first word, even when busy.",
        ),
        "zh-Hans": ("何时招呼", "三米：抬头微笑。两三步：起身问好。三十秒内：再忙也先招呼一声。"),
        "zh-Hant": ("何時招呼", "三米：抬頭微笑。兩三步：起身問好。三十秒內：再忙也先招呼一聲。"),
        "es": (
            "Cuándo saludar",
            "A 3 m: levante la vista y sonría. A 2 o 3 pasos: levántese y salude. "
            "En 30 s: una primera palabra, aunque haya trabajo.",
        ),
    },
    "contacts.enquiry": {
        "en": (
            "An enquiry",
            "May I help you? … One moment, please, I will find out for you. … "
            "Thank you for waiting; goodbye.",
        ),
        "zh-Hans": ("咨询", "请问有什么可以帮您？……请稍等，我帮您查一下。……让您久等了，再见。"),
        "zh-Hant": ("查詢", "請問有甚麼可以幫您？……請稍等，我幫您查一下。……讓您久等了，再見。"),
        "es": (
            "Una consulta",
            "¿En qué puedo ayudarle? … Un momento, por favor, lo averiguo. … "
            "Gracias por esperar; hasta luego.",
        ),
    },
    "contacts.repair": {
        "en": (
            "A repair",
            "I have written it down. May I read the address back to you? … When would it suit you?",
        ),
        "zh-Hans": ("报修", "我记下了，跟您核对一下地址好吗？……您什么时候方便？"),
        "zh-Hant": ("報修", "我記下了，跟您核對一下地址好嗎？……您甚麼時候方便？"),
        "es": (
            "Una avería",
            "Lo he anotado. ¿Le leo la dirección para confirmarla? … ¿Cuándo le viene bien?",
        ),
    },
    "contacts.complaint": {
        "en": (
            "A complaint: listen first",
            "I am sorry for the trouble. … You are right, that was not good enough. "
            "Thank you for telling us; we will put it right.",
        ),
        "zh-Hans": (
            "投诉：先倾听",
            "很抱歉给您添麻烦了。……您说得对，是我们做得不够。谢谢您告诉我们，我们一定改进。",
        ),
        "zh-Hant": (
            "投訴：先傾聽",
            "很抱歉為您添麻煩了。……您說得對，是我們做得不夠。多謝您告訴我們，我們一定改善。",
        ),
        "es": (
            "Una queja: primero, escuchar",
            "Lamento las molestias. … Tiene razón, no estuvo a la altura. "
            "Gracias por decírnoslo; lo corregiremos.",
        ),
    },
    "contacts.unsure": {
        "en": (
            "Do not guess",
            "I would like to make sure of that. Would you wait a moment, or may I have your "
            "number? I will let you know as soon as I know.",
        ),
        "zh-Hans": (
            "不要猜测",
            "这一点我需要核实一下。请您稍等，或者留个联系方式，我确认后尽快回复您。",
        ),
        "zh-Hant": (
            "不要猜測",
            "這一點我需要核實一下。請您稍等，或者留個聯絡方法，我確認後盡快回覆您。",
        ),
        "es": (
            "No adivine",
            "Quisiera confirmarlo. ¿Puede esperar un momento, o me deja su número? "
            "Le aviso en cuanto lo sepa.",
        ),
    },
    "contacts.fast": {
        "en": (
            "Ask kindly",
            "I am sorry, could you say that once more, a little slower, please?",
        ),
        "zh-Hans": ("礼貌请求", "不好意思，麻烦您说慢一点，再说一遍好吗？"),
        "zh-Hant": ("有禮請求", "不好意思，麻煩您說慢一點，再說一遍好嗎？"),
        "es": (
            "Pídalo con amabilidad",
            "Disculpe, ¿podría repetirlo un poco más despacio, por favor?",
        ),
    },
}
