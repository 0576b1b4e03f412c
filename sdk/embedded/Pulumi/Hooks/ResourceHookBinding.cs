namespace Pulumi;

/// <summary>The hooks that the engine calls around the steps of a resource, in the order of each list.</summary>
public class ResourceHookBinding
{
    private List<ResourceHook>? _beforeCreate;
    private List<ResourceHook>? _afterCreate;
    private List<ResourceHook>? _beforeUpdate;
    private List<ResourceHook>? _afterUpdate;
    private List<ResourceHook>? _beforeDelete;
    private List<ResourceHook>? _afterDelete;
    private List<ErrorHook>? _onError;

    /// <summary>The hooks that run before the resource is created.</summary>
    public List<ResourceHook> BeforeCreate
    {
        get => _beforeCreate ??= [];
        set => _beforeCreate = value;
    }

    /// <summary>The hooks that run after the resource was created.</summary>
    public List<ResourceHook> AfterCreate
    {
        get => _afterCreate ??= [];
        set => _afterCreate = value;
    }

    /// <summary>The hooks that run before the resource is updated.</summary>
    public List<ResourceHook> BeforeUpdate
    {
        get => _beforeUpdate ??= [];
        set => _beforeUpdate = value;
    }

    /// <summary>The hooks that run after the resource was updated.</summary>
    public List<ResourceHook> AfterUpdate
    {
        get => _afterUpdate ??= [];
        set => _afterUpdate = value;
    }

    /// <summary>The hooks that run before the resource is deleted.</summary>
    public List<ResourceHook> BeforeDelete
    {
        get => _beforeDelete ??= [];
        set => _beforeDelete = value;
    }

    /// <summary>The hooks that run after the resource was deleted.</summary>
    public List<ResourceHook> AfterDelete
    {
        get => _afterDelete ??= [];
        set => _afterDelete = value;
    }

    /// <summary>The hooks that decide whether a failed step of the resource is tried again.</summary>
    public List<ErrorHook> OnError
    {
        get => _onError ??= [];
        set => _onError = value;
    }

    /// <summary>Whether the binding has no hook.</summary>
    public bool IsEmpty =>
        (BeforeCreate.Count, AfterCreate.Count) == (0, 0)
        && (BeforeUpdate.Count, AfterUpdate.Count) == (0, 0)
        && (BeforeDelete.Count, AfterDelete.Count) == (0, 0)
        && OnError.Count == 0;

    /// <summary>Copies the lists.</summary>
    public ResourceHookBinding Clone() => Concat(new());

    /// <summary>Joins the lists of both into new lists, with these hooks first.</summary>
    public ResourceHookBinding Concat(ResourceHookBinding other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new()
        {
            BeforeCreate = [.. BeforeCreate, .. other.BeforeCreate],
            AfterCreate = [.. AfterCreate, .. other.AfterCreate],
            BeforeUpdate = [.. BeforeUpdate, .. other.BeforeUpdate],
            AfterUpdate = [.. AfterUpdate, .. other.AfterUpdate],
            BeforeDelete = [.. BeforeDelete, .. other.BeforeDelete],
            AfterDelete = [.. AfterDelete, .. other.AfterDelete],
            OnError = [.. OnError, .. other.OnError],
        };
    }
}
