"""The class SDN_controller: its fields, and its messages."""

from xapid.objects.sdn_controller.declaration import SDNController, SdnControllerProtocol

__all__ = ["SDNController", "SdnControllerProtocol"]
